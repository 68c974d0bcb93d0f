<?xml version="1.0" encoding="utf-8"?>
<!DOCTYPE TS>
<TS version="2.1" language="ko_KR" sourcelanguage="en">
<context>
    <name>app</name>
    <message>
        <source>Something went wrong ({kind}); details are in {file}.</source>
        <translation>문제가 생겼습니다({kind}). 자세한 내용은 {file}에 있습니다.</translation>
    </message>
    <message>
        <source>Choose a file</source>
        <translation>파일 고르기</translation>
    </message>
    <message>
        <source>cannot write {file}: a scene has been saved there</source>
        <translation>{file}에 쓸 수 없습니다: 저장해 둔 장면이 있습니다</translation>
    </message>
    <message>
        <source>cannot write {file}: {problem}</source>
        <translation>{file}에 쓸 수 없습니다: {problem}</translation>
    </message>
    <message>
        <source>the picture could not be drawn</source>
        <translation>그림을 그릴 수 없습니다</translation>
    </message>
    <message>
        <source>ready</source>
        <translation>준비됨</translation>
    </message>
    <message>
        <source>running</source>
        <translation>훈련 중</translation>
    </message>
    <message>
        <source>paused</source>
        <translation>일시 정지</translation>
    </message>
    <message>
        <source>stopping</source>
        <translation>정지하는 중</translation>
    </message>
    <message>
        <source>stopped</source>
        <translation>정지됨</translation>
    </message>
    <message>
        <source>finished</source>
        <translation>완료</translation>
    </message>
    <message>
        <source>failed</source>
        <translation>실패</translation>
    </message>
    <message>
        <source>Step</source>
        <translation>스텝</translation>
    </message>
    <message>
        <source>{speed} steps/s</source>
        <translation>초당 {speed}스텝</translation>
    </message>
    <message>
        <source>{time} left</source>
        <translation>{time} 남음</translation>
    </message>
    <message>
        <source>epoch {epoch} / {epochs} · step {step} / {steps}</source>
        <translation>에폭 {epoch} / {epochs} · 스텝 {step} / {steps}</translation>
    </message>
    <message>
        <source>Stop</source>
        <translation>정지</translation>
    </message>
    <message>
        <source>Pause</source>
        <translation>일시 정지</translation>
    </message>
    <message>
        <source>Continue</source>
        <translation>계속</translation>
    </message>
    <message>
        <source>Run again</source>
        <translation>다시 실행</translation>
    </message>
    <message>
        <source>Run</source>
        <translation>실행</translation>
    </message>
    <message>
        <source>measuring accuracy</source>
        <translation>정확도 측정 중</translation>
    </message>
    <message>
        <source>{seconds} s</source>
        <translation>{seconds}초</translation>
    </message>
    <message>
        <source>{minutes} min</source>
        <translation>{minutes}분</translation>
    </message>
    <message>
        <source>{hours} h</source>
        <translation>{hours}시간</translation>
    </message>
    <message>
        <source>Close this message</source>
        <translation>이 알림 닫기</translation>
    </message>
    <message>
        <source>Lecture</source>
        <translation>강의</translation>
    </message>
    <message>
        <source>Find a scene</source>
        <translation>장면 찾기</translation>
    </message>
    <message>
        <source>Scenes of the lecture</source>
        <translation>강의 장면</translation>
    </message>
    <message>
        <source>Tabs</source>
        <translation>탭</translation>
    </message>
    <message>
        <source>Menu</source>
        <translation>메뉴</translation>
    </message>
    <message>
        <source>Present</source>
        <translation>발표</translation>
    </message>
    <message>
        <source>Switch the language</source>
        <translation>언어 바꾸기</translation>
    </message>
    <message>
        <source>Light or dark</source>
        <translation>밝게 또는 어둡게</translation>
    </message>
    <message>
        <source>&amp;File</source>
        <translation>파일(&amp;F)</translation>
    </message>
    <message>
        <source>Open scene…</source>
        <translation>장면 열기…</translation>
    </message>
    <message>
        <source>Save scene as…</source>
        <translation>장면을 다른 이름으로 저장…</translation>
    </message>
    <message>
        <source>Export picture and data…</source>
        <translation>그림과 데이터 내보내기…</translation>
    </message>
    <message>
        <source>Quit</source>
        <translation>끝내기</translation>
    </message>
    <message>
        <source>&amp;Lecture</source>
        <translation>강의(&amp;L)</translation>
    </message>
    <message>
        <source>&amp;Training</source>
        <translation>훈련(&amp;T)</translation>
    </message>
    <message>
        <source>Close the settings</source>
        <translation>설정 닫기</translation>
    </message>
    <message>
        <source>All settings…</source>
        <translation>모든 설정…</translation>
    </message>
    <message>
        <source>change of {label}</source>
        <translation>{label} 변경</translation>
    </message>
    <message>
        <source>duplicate</source>
        <translation>복제</translation>
    </message>
    <message>
        <source>remove</source>
        <translation>제거</translation>
    </message>
    <message>
        <source>change of a run</source>
        <translation>실행 바꾸기</translation>
    </message>
    <message>
        <source>change of the common settings</source>
        <translation>공통 설정 바꾸기</translation>
    </message>
    <message>
        <source>&amp;View</source>
        <translation>보기(&amp;V)</translation>
    </message>
    <message>
        <source>Next scene</source>
        <translation>다음 장면</translation>
    </message>
    <message>
        <source>Previous scene</source>
        <translation>이전 장면</translation>
    </message>
    <message>
        <source>All settings</source>
        <translation>모든 설정</translation>
    </message>
    <message>
        <source>Outline</source>
        <translation>강의 차례</translation>
    </message>
    <message>
        <source>Notes</source>
        <translation>해설</translation>
    </message>
    <message>
        <source>Spotlight</source>
        <translation>스포트라이트</translation>
    </message>
    <message>
        <source>Audience window</source>
        <translation>청중 창</translation>
    </message>
    <message>
        <source>Swap the screens</source>
        <translation>화면 맞바꾸기</translation>
    </message>
    <message>
        <source>Dark</source>
        <translation>어둡게</translation>
    </message>
    <message>
        <source>Larger text</source>
        <translation>글자 크게</translation>
    </message>
    <message>
        <source>Smaller text</source>
        <translation>글자 작게</translation>
    </message>
    <message>
        <source>Normal text size</source>
        <translation>보통 글자 크기</translation>
    </message>
    <message>
        <source>L&amp;anguage</source>
        <translation>언어(&amp;A)</translation>
    </message>
    <message>
        <source>&amp;Edit</source>
        <translation>편집(&amp;E)</translation>
    </message>
    <message>
        <source>&amp;Help</source>
        <translation>도움말(&amp;H)</translation>
    </message>
    <message>
        <source>Undo</source>
        <translation>실행 취소</translation>
    </message>
    <message>
        <source>Redo</source>
        <translation>다시 실행</translation>
    </message>
    <message>
        <source>Back to the scene</source>
        <translation>장면으로 되돌리기</translation>
    </message>
    <message>
        <source>About DNN Lab</source>
        <translation>DNN Lab 정보</translation>
    </message>
    <message>
        <source>{command}: {what}</source>
        <translation>{command}: {what}</translation>
    </message>
    <message>
        <source>everywhere</source>
        <translation>어디서나</translation>
    </message>
    <message>
        <source>Open scene</source>
        <translation>장면 열기</translation>
    </message>
    <message>
        <source>Saved {file}</source>
        <translation>{file}에 저장했습니다</translation>
    </message>
    <message>
        <source>Save scene</source>
        <translation>장면 저장</translation>
    </message>
    <message>
        <source>Already there: {files}. Replace?</source>
        <translation>이미 있습니다: {files}. 바꿀까요?</translation>
    </message>
    <message>
        <source>Replace</source>
        <translation>바꾸기</translation>
    </message>
    <message>
        <source>what comes out is covered: reveal it first</source>
        <translation>결과가 가려져 있습니다. 먼저 공개하세요</translation>
    </message>
    <message>
        <source>Writing {files} …</source>
        <translation>{files} 쓰는 중…</translation>
    </message>
    <message>
        <source>Wrote {files}</source>
        <translation>{files}에 썼습니다</translation>
    </message>
    <message>
        <source>Export to folder</source>
        <translation>내보낼 폴더</translation>
    </message>
    <message>
        <source>Scenes (*.json);;All files (*)</source>
        <translation>장면 (*.json);;모든 파일 (*)</translation>
    </message>
    <message>
        <source>Why training a deep network goes wrong, and what is done about it. MNIST: Y. LeCun, C. Cortes, C. J. C. Burges (CC BY-SA 3.0). Font: Noto Sans KR (OFL 1.1).</source>
        <translation>심층 신경망의 훈련이 왜 잘못되고 어떻게 바로잡는지 보여 줍니다. MNIST: Y. LeCun, C. Cortes, C. J. C. Burges (CC BY-SA 3.0). 글꼴: Noto Sans KR (OFL 1.1).</translation>
    </message>
    <message>
        <source>Cores in use: {count}; found: {found}. Another number is set at the start: --cores N.</source>
        <translation>사용 중인 코어: {count}개, 찾은 코어: {found}개. 시작할 때 --cores N으로 다른 수를 정합니다.</translation>
    </message>
    <message>
        <source>No trial has seen the test images. Whoever looks at them and searches on, chooses by them, too.</source>
        <translation>시험 이미지를 본 시행은 없습니다. 들여다보고 나서 탐색을 계속하면, 그것으로도 고르는 셈이 됩니다.</translation>
    </message>
    <message>
        <source>kept for the very end</source>
        <translation>맨 끝까지 남겨 둠</translation>
    </message>
    <message>
        <source>The networks learn from them.</source>
        <translation>신경망이 이것으로 배웁니다.</translation>
    </message>
    <message>
        <source>The search chooses by them.</source>
        <translation>탐색이 이것으로 고릅니다.</translation>
    </message>
    <message>
        <source>test</source>
        <translation>시험</translation>
    </message>
    <message>
        <source>They judge the winner, once.</source>
        <translation>1등을 단 한 번 평가합니다.</translation>
    </message>
    <message>
        <source>{name}: {images} images. {role}</source>
        <translation>{name}: 이미지 {images}장. {role}</translation>
    </message>
    <message>
        <source>accuracy: validation → test</source>
        <translation>정확도: 검증 → 시험</translation>
    </message>
    <message>
        <source>Training, validation and test images, to scale</source>
        <translation>훈련, 검증, 시험 이미지의 수를 넓이로</translation>
    </message>
    <message>
        <source>Accuracy on validation and test images</source>
        <translation>검증 이미지와 시험 이미지의 정확도</translation>
    </message>
    <message>
        <source>trial {number}</source>
        <translation>시행 {number}</translation>
    </message>
    <message>
        <source>Press Run: the curves of the best trials appear here, best first.</source>
        <translation>실행을 누르면 가장 좋은 시행부터 곡선이 여기에 나타납니다.</translation>
    </message>
    <message>
        <source>diverged</source>
        <translation>발산</translation>
    </message>
    <message>
        <source>Curves of the best trials</source>
        <translation>가장 좋은 시행들의 곡선</translation>
    </message>
    <message>
        <source>{length} epochs</source>
        <translation>{length}에폭</translation>
    </message>
    <message>
        <source>{length} steps</source>
        <translation>{length}스텝</translation>
    </message>
    <message>
        <source>validation accuracy, from 0 to 1, over {length}</source>
        <translation>{length} 동안의 검증 정확도, 0에서 1까지</translation>
    </message>
    <message>
        <source>training</source>
        <translation>훈련</translation>
    </message>
    <message>
        <source>Curves of the chosen trials</source>
        <translation>고른 시행들의 곡선</translation>
    </message>
    <message>
        <source>Click a trial: its curves appear here.</source>
        <translation>시행을 누르면 곡선이 여기에 나타납니다.</translation>
    </message>
    <message>
        <source>validation</source>
        <translation>검증</translation>
    </message>
    <message>
        <source>accuracy</source>
        <translation>정확도</translation>
    </message>
    <message>
        <source>loss</source>
        <translation>손실</translation>
    </message>
    <message>
        <source>Accuracy of every run</source>
        <translation>모든 실행의 정확도</translation>
    </message>
    <message>
        <source>Loss of every run</source>
        <translation>모든 실행의 손실</translation>
    </message>
    <message>
        <source>Accuracy</source>
        <translation>정확도</translation>
    </message>
    <message>
        <source>Loss</source>
        <translation>손실</translation>
    </message>
    <message>
        <source>Both</source>
        <translation>둘 다</translation>
    </message>
    <message>
        <source>of each mini-batch</source>
        <translation>미니배치마다</translation>
    </message>
    <message>
        <source>gap {gap}</source>
        <translation>격차 {gap}</translation>
    </message>
    <message>
        <source>best validation {validation} at epoch {place}, test there {test}</source>
        <translation>검증 최고 {validation} ({place}에폭), 그때 시험 {test}</translation>
    </message>
    <message>
        <source>best validation {validation} at step {place}, test there {test}</source>
        <translation>검증 최고 {validation} ({place}스텝), 그때 시험 {test}</translation>
    </message>
    <message>
        <source>{true} taken for {answered}</source>
        <translation>실제 {true}, 신경망의 답 {answered}</translation>
    </message>
    <message>
        <source>{count} became right since {epoch}</source>
        <translation>{epoch} 뒤로 {count}장이 정답으로</translation>
    </message>
    <message>
        <source>{count} became wrong since {epoch}</source>
        <translation>{epoch} 뒤로 {count}장이 오답으로</translation>
    </message>
    <message>
        <source>epoch {epoch}</source>
        <translation>{epoch}에폭</translation>
    </message>
    <message>
        <source>{name}: {test} right</source>
        <translation>{name}: {test} 정답</translation>
    </message>
    <message>
        <source>{name}: {test} of {count} test images right, {train} of those trained on</source>
        <translation>{name}: 시험 이미지 {count}장 중 {test} 정답, 훈련한 이미지는 {train}</translation>
    </message>
    <message>
        <source>Run beside the selected one</source>
        <translation>고른 실행 옆의 실행</translation>
    </message>
    <message>
        <source>Show another run beside the selected one</source>
        <translation>고른 실행 옆에 다른 실행 보이기</translation>
    </message>
    <message>
        <source>nothing beside it</source>
        <translation>옆에 없음</translation>
    </message>
    <message>
        <source>epoch</source>
        <translation>에폭</translation>
    </message>
    <message>
        <source>The step in numbers</source>
        <translation>숫자로 본 스텝</translation>
    </message>
    <message>
        <source>step</source>
        <translation>스텝</translation>
    </message>
    <message>
        <source>Place in time</source>
        <translation>시점</translation>
    </message>
    <message>
        <source>Speed of playing, in steps a second</source>
        <translation>재생 속도(초당 스텝)</translation>
    </message>
    <message>
        <source>{speed} / s</source>
        <translation>초당 {speed}</translation>
    </message>
    <message>
        <source>at once</source>
        <translation>한 번에</translation>
    </message>
    <message>
        <source>Press Run: loss and accuracy of every run appear here, live.</source>
        <translation>실행을 누르면 모든 실행의 손실과 정확도가 여기에 실시간으로 나타납니다.</translation>
    </message>
    <message>
        <source>gap</source>
        <translation>격차</translation>
    </message>
    <message>
        <source>L2 norm</source>
        <translation>L2 노름</translation>
    </message>
    <message>
        <source>{name} – changed at step {step}</source>
        <translation>{name} – 스텝 {step}에서 바꿈</translation>
    </message>
    <message>
        <source>{name} – diverged at step {step}</source>
        <translation>{name} – 스텝 {step}에서 발산</translation>
    </message>
    <message>
        <source>Runs that are trained together</source>
        <translation>함께 훈련하는 실행</translation>
    </message>
    <message>
        <source>Networks that are compared</source>
        <translation>비교하는 신경망</translation>
    </message>
    <message>
        <source>Duplicate</source>
        <translation>복제</translation>
    </message>
    <message>
        <source>Remove this network</source>
        <translation>이 신경망 지우기</translation>
    </message>
    <message>
        <source>Networks</source>
        <translation>신경망 목록</translation>
    </message>
    <message>
        <source>Xavier</source>
        <translation>Xavier</translation>
    </message>
    <message>
        <source>He</source>
        <translation>He</translation>
    </message>
    <message>
        <source>Spread of the initial weights</source>
        <translation>초기 가중치의 퍼짐</translation>
    </message>
    <message>
        <source>Initial weights of all networks</source>
        <translation>모든 신경망의 초기 가중치</translation>
    </message>
    <message>
        <source>Standard deviation σ of the weights, the same in every layer</source>
        <translation>가중치의 표준편차 σ. 모든 층에서 같습니다</translation>
    </message>
    <message>
        <source>Earlier runs</source>
        <translation>지난 실행</translation>
    </message>
    <message>
        <source>Forget this earlier run</source>
        <translation>이 이전 실행 지우기</translation>
    </message>
    <message>
        <source>Forget all earlier runs</source>
        <translation>이전 실행 모두 지우기</translation>
    </message>
    <message>
        <source>Use these settings</source>
        <translation>이 설정 쓰기</translation>
    </message>
    <message>
        <source>Give the selected run the settings of the earlier run looked at</source>
        <translation>지금 보고 있는 이전 런의 설정을 선택한 런에 옮깁니다</translation>
    </message>
    <message>
        <source>Click to look at this run; the box shows or hides its curve</source>
        <translation>누르면 이 런을 살펴봅니다. 상자는 곡선을 보이거나 숨깁니다</translation>
    </message>
    <message>
        <source>Runs</source>
        <translation>실행 목록</translation>
    </message>
    <message>
        <source>Fixed while training: stop first. Learning rate, momentum and weight decay can change.</source>
        <translation>훈련 중에는 바꿀 수 없습니다. 먼저 멈추세요. 학습률, 모멘텀, 가중치 감소는 바꿀 수 있습니다.</translation>
    </message>
    <message>
        <source>Trainer</source>
        <translation>훈련</translation>
    </message>
    <message>
        <source>Run or pause</source>
        <translation>실행 또는 일시 정지</translation>
    </message>
    <message>
        <source>Run or pause the training</source>
        <translation>학습을 실행하거나 멈춥니다</translation>
    </message>
    <message>
        <source>One step</source>
        <translation>한 스텝</translation>
    </message>
    <message>
        <source>End this training and keep its curves</source>
        <translation>이 학습을 끝내고 곡선은 남깁니다</translation>
    </message>
    <message>
        <source>Duplicate run</source>
        <translation>실행 복제</translation>
    </message>
    <message>
        <source>Duplicate this run, then change one thing</source>
        <translation>이 실행을 복제한 뒤 한 가지만 바꿔 보세요</translation>
    </message>
    <message>
        <source>Remove run</source>
        <translation>실행 제거</translation>
    </message>
    <message>
        <source>Save runs…</source>
        <translation>실행 저장…</translation>
    </message>
    <message>
        <source>Save curves and networks, so that they can be opened and gone on with</source>
        <translation>곡선과 신경망을 저장해 나중에 열어 이어서 훈련</translation>
    </message>
    <message>
        <source>Open runs…</source>
        <translation>실행 열기…</translation>
    </message>
    <message>
        <source>Open runs that were saved; with a greater length they go on</source>
        <translation>저장한 실행을 열기. 길이를 늘리면 이어서 훈련</translation>
    </message>
    <message>
        <source>Copy as NumPy script</source>
        <translation>NumPy 스크립트로 복사</translation>
    </message>
    <message>
        <source>Copy as PyTorch script</source>
        <translation>PyTorch 스크립트로 복사</translation>
    </message>
    <message>
        <source>The other curves below</source>
        <translation>다른 곡선을 아래에</translation>
    </message>
    <message>
        <source>Accuracy and loss, one large and the other below</source>
        <translation>정확도와 손실: 하나는 크게, 다른 하나는 아래에</translation>
    </message>
    <message>
        <source>Numbers below</source>
        <translation>수치를 아래에</translation>
    </message>
    <message>
        <source>Loss on a log scale</source>
        <translation>손실을 로그 눈금으로</translation>
    </message>
    <message>
        <source>Show the loss on a log scale</source>
        <translation>손실을 로그 눈금으로 봅니다</translation>
    </message>
    <message>
        <source>This run has been trained and stays as it is while another is being trained.</source>
        <translation>이 런은 훈련을 마쳤습니다. 다른 런을 훈련하는 동안에는 그대로 둡니다.</translation>
    </message>
    <message>
        <source>{name} goes on with its new settings</source>
        <translation>{name}: 새 설정으로 계속합니다</translation>
    </message>
    <message>
        <source>{name} stands beside what has been trained: Run trains it alone</source>
        <translation>{name}: 훈련을 마친 런 옆에 놓았습니다. 실행을 누르면 이것만 훈련합니다</translation>
    </message>
    <message>
        <source>{name}: loss {loss}, training {train}, test {test}</source>
        <translation>{name}: 손실 {loss}, 훈련 {train}, 시험 {test}</translation>
    </message>
    <message>
        <source>settings of an earlier run</source>
        <translation>이전 실행의 설정</translation>
    </message>
    <message>
        <source>At most {most} runs.</source>
        <translation>실행은 {most}개까지입니다.</translation>
    </message>
    <message>
        <source>Activations</source>
        <translation>활성화</translation>
    </message>
    <message>
        <source>&amp;Signals</source>
        <translation>신호(&amp;S)</translation>
    </message>
    <message>
        <source>Strip of layers</source>
        <translation>층별 히스토그램</translation>
    </message>
    <message>
        <source>Every layer, forwards and backwards</source>
        <translation>모든 층을 순방향과 역방향으로</translation>
    </message>
    <message>
        <source>Wall of functions and rules</source>
        <translation>함수와 규칙의 조합</translation>
    </message>
    <message>
        <source>Every function with every rule</source>
        <translation>모든 함수와 모든 규칙의 조합</translation>
    </message>
    <message>
        <source>Gradient of every layer</source>
        <translation>층별 기울기</translation>
    </message>
    <message>
        <source>Activation functions</source>
        <translation>활성화 함수</translation>
    </message>
    <message>
        <source>Curves and derivatives</source>
        <translation>곡선과 미분</translation>
    </message>
    <message>
        <source>Strip while training</source>
        <translation>훈련 중 층별 히스토그램</translation>
    </message>
    <message>
        <source>The strip while a network trains</source>
        <translation>훈련하는 동안의 층별 히스토그램</translation>
    </message>
    <message>
        <source>Other random numbers: the next seed</source>
        <translation>다른 난수: 다음 시드</translation>
    </message>
    <message>
        <source>Duplicate network</source>
        <translation>신경망 복제</translation>
    </message>
    <message>
        <source>Put a twin under this network, then change one thing</source>
        <translation>이 신경망을 복제해 하나만 바꿔 보기</translation>
    </message>
    <message>
        <source>Remove network</source>
        <translation>신경망 지우기</translation>
    </message>
    <message>
        <source>Gradients on a log scale</source>
        <translation>기울기를 로그 눈금으로</translation>
    </message>
    <message>
        <source>Show gradients on a log scale</source>
        <translation>기울기를 로그 눈금으로 보기</translation>
    </message>
    <message>
        <source>All numbers</source>
        <translation>모든 숫자</translation>
    </message>
    <message>
        <source>Show every number, and all that is to be said</source>
        <translation>모든 숫자와 설명 보이기</translation>
    </message>
    <message>
        <source>Train on one mini-batch, then hold</source>
        <translation>미니배치 하나를 학습하고 멈춥니다</translation>
    </message>
    <message>
        <source>End this training and keep its film</source>
        <translation>훈련을 끝내고 필름은 남김</translation>
    </message>
    <message>
        <source>The computation failed; details are in the log.</source>
        <translation>계산에 실패했습니다. 자세한 내용은 기록 파일에 있습니다.</translation>
    </message>
    <message>
        <source>Not started: {problem}</source>
        <translation>시작하지 않았습니다: {problem}</translation>
    </message>
    <message>
        <source>this: {name}</source>
        <translation>현재: {name}</translation>
    </message>
    <message>
        <source>Trainer: {name}</source>
        <translation>훈련: {name}</translation>
    </message>
    <message>
        <source>there is nothing to export yet: let it run first</source>
        <translation>아직 내보낼 것이 없습니다. 먼저 실행하세요</translation>
    </message>
    <message>
        <source>{name} diverged at step {step}</source>
        <translation>{name}: 스텝 {step}에서 발산했습니다</translation>
    </message>
    <message>
        <source>The training failed; details are in the log.</source>
        <translation>훈련에 실패했습니다. 자세한 내용은 기록 파일에 있습니다.</translation>
    </message>
    <message>
        <source>there is nothing to export yet: run the training first</source>
        <translation>아직 내보낼 것이 없습니다. 먼저 훈련을 실행하세요</translation>
    </message>
    <message>
        <source>One layer: nothing lies between the first gradient and the last.</source>
        <translation>층이 하나라서 처음과 마지막 기울기 사이에 아무것도 없습니다.</translation>
    </message>
    <message>
        <source>layer</source>
        <translation>층</translation>
    </message>
    <message>
        <source>slopes h′</source>
        <translation>기울기 h′</translation>
    </message>
    <message>
        <source>weights Wᵀ</source>
        <translation>가중치 Wᵀ</translation>
    </message>
    <message>
        <source>BN, drop</source>
        <translation>BN, 드롭</translation>
    </message>
    <message>
        <source>factor</source>
        <translation>배율</translation>
    </message>
    <message>
        <source>all together</source>
        <translation>모두 곱하면</translation>
    </message>
    <message>
        <source>mean h′ {slope}</source>
        <translation>평균 h′ {slope}</translation>
    </message>
    <message>
        <source>Layer whose pre-activations are drawn</source>
        <translation>활성화 전 값을 그리는 층</translation>
    </message>
    <message>
        <source>behind: z of</source>
        <translation>배경의 z:</translation>
    </message>
    <message>
        <source>RMS of ∂L/∂W at every layer</source>
        <translation>층별 ∂L/∂W의 RMS</translation>
    </message>
    <message>
        <source>RMS of ∂L/∂a at every layer</source>
        <translation>층별 ∂L/∂a의 RMS</translation>
    </message>
    <message>
        <source>first ÷ last</source>
        <translation>처음 ÷ 끝</translation>
    </message>
    <message>
        <source>mean</source>
        <translation>평균</translation>
    </message>
    <message>
        <source>std</source>
        <translation>표준편차</translation>
    </message>
    <message>
        <source>saturated</source>
        <translation>포화</translation>
    </message>
    <message>
        <source>h′ &lt; 0.01</source>
        <translation>h′ &lt; 0.01</translation>
    </message>
    <message>
        <source>dead units</source>
        <translation>죽은 노드</translation>
    </message>
    <message>
        <source>RMS ∂L/∂W</source>
        <translation>RMS ∂L/∂W</translation>
    </message>
    <message>
        <source>gradient ÷ last</source>
        <translation>기울기 ÷ 끝</translation>
    </message>
    <message>
        <source>layer {number}</source>
        <translation>{number}층</translation>
    </message>
    <message>
        <source>Fixed while training: stop first. The learning rate can change.</source>
        <translation>훈련 중에는 바꿀 수 없습니다. 먼저 멈추세요. 학습률은 바꿀 수 있습니다.</translation>
    </message>
    <message>
        <source>The film is of a network of another tab: choose this tab&apos;s network above the film to change it.</source>
        <translation>이 필름은 다른 탭의 신경망입니다. 바꾸려면 필름 위에서 이 탭의 신경망을 고르세요.</translation>
    </message>
    <message>
        <source>change of the initial weights</source>
        <translation>초기 가중치 변경</translation>
    </message>
    <message>
        <source>choose a cell of the wall</source>
        <translation>조합에서 칸 고르기</translation>
    </message>
    <message>
        <source>new draw</source>
        <translation>다시 뽑기</translation>
    </message>
    <message>
        <source>New draw</source>
        <translation>다시 뽑기</translation>
    </message>
    <message>
        <source>Strip</source>
        <translation>층별</translation>
    </message>
    <message>
        <source>Wall</source>
        <translation>조합</translation>
    </message>
    <message>
        <source>Gradients</source>
        <translation>기울기</translation>
    </message>
    <message>
        <source>Functions</source>
        <translation>함수</translation>
    </message>
    <message>
        <source>Training</source>
        <translation>훈련</translation>
    </message>
    <message>
        <source>Numbers</source>
        <translation>숫자</translation>
    </message>
    <message>
        <source>Layers computed</source>
        <translation>계산된 층</translation>
    </message>
    <message>
        <source>activations of layer {number}</source>
        <translation>{number}층의 활성화 값</translation>
    </message>
    <message>
        <source>share</source>
        <translation>비율</translation>
    </message>
    <message>
        <source>Histograms of every layer</source>
        <translation>모든 층의 히스토그램</translation>
    </message>
    <message>
        <source>Every activation function with every rule</source>
        <translation>모든 활성화 함수와 모든 규칙의 조합</translation>
    </message>
    <message>
        <source>Size of the gradient at every layer</source>
        <translation>층별 기울기의 크기</translation>
    </message>
    <message>
        <source>gradient</source>
        <translation>기울기</translation>
    </message>
    <message>
        <source>pre-activation</source>
        <translation>활성화 전 값</translation>
    </message>
    <message>
        <source>activation</source>
        <translation>활성화</translation>
    </message>
    <message>
        <source>{share} at 0</source>
        <translation>0에 {share}</translation>
    </message>
    <message>
        <source>not finite {share}</source>
        <translation>무한·NaN {share}</translation>
    </message>
    <message>
        <source>zero {share}</source>
        <translation>0인 값 {share}</translation>
    </message>
    <message>
        <source>{share} below {end}</source>
        <translation>{end} 미만 {share}</translation>
    </message>
    <message>
        <source>{share} above {end}</source>
        <translation>{end} 초과 {share}</translation>
    </message>
    <message>
        <source>Press Run: the selected network learns MNIST, and every layer is read ten times a second. Or choose a network that is being trained in another tab.</source>
        <translation>실행을 누르면 선택한 신경망이 MNIST를 배우고, 모든 층을 초당 열 번 읽습니다. 다른 탭에서 훈련 중인 신경망을 골라도 됩니다.</translation>
    </message>
    <message>
        <source>Network that is watched</source>
        <translation>지켜보는 신경망</translation>
    </message>
    <message>
        <source>Layer over time</source>
        <translation>시간에 따라 볼 층</translation>
    </message>
    <message>
        <source>What is drawn over time</source>
        <translation>시간에 따라 그리는 것</translation>
    </message>
    <message>
        <source>One layer over time</source>
        <translation>시간에 따른 한 층</translation>
    </message>
    <message>
        <source>network</source>
        <translation>신경망</translation>
    </message>
    <message>
        <source>over time</source>
        <translation>시간에 따라</translation>
    </message>
    <message>
        <source>step {step} · loss {loss}</source>
        <translation>스텝 {step} · 손실 {loss}</translation>
    </message>
    <message>
        <source>last layer: std {std}, saturated {saturated}, dead {dead}; gradient of layer 1 ÷ last: {ratio}</source>
        <translation>마지막 층: 표준편차 {std}, 포화 {saturated}, 죽음 {dead}; 1층 기울기 ÷ 끝: {ratio}</translation>
    </message>
    <message>
        <source>Every step in numbers</source>
        <translation>모든 스텝의 수치</translation>
    </message>
    <message>
        <source>Optimizers</source>
        <translation>옵티마이저</translation>
    </message>
    <message>
        <source>Remove this twin</source>
        <translation>이 복제본 지우기</translation>
    </message>
    <message>
        <source>Show {name}</source>
        <translation>{name} 표시</translation>
    </message>
    <message>
        <source>Learning rate of {name}</source>
        <translation>{name}의 학습률</translation>
    </message>
    <message>
        <source>At most {most} paths.</source>
        <translation>경로는 {most}개까지입니다.</translation>
    </message>
    <message>
        <source>change of a learning rate</source>
        <translation>학습률 바꾸기</translation>
    </message>
    <message>
        <source>At least one optimizer must be shown.</source>
        <translation>옵티마이저를 하나는 표시해야 합니다.</translation>
    </message>
    <message>
        <source>Overlay</source>
        <translation>겹쳐서</translation>
    </message>
    <message>
        <source>Panels</source>
        <translation>따로</translation>
    </message>
    <message>
        <source>Map</source>
        <translation>지도</translation>
    </message>
    <message>
        <source>down the gradient</source>
        <translation>기울기 반대</translation>
    </message>
    <message>
        <source>momentum</source>
        <translation>모멘텀</translation>
    </message>
    <message>
        <source>the step taken</source>
        <translation>실제 걸음</translation>
    </message>
    <message>
        <source>Paths on the surface</source>
        <translation>곡면 위의 경로</translation>
    </message>
    <message>
        <source>Follow</source>
        <translation>따라가기</translation>
    </message>
    <message>
        <source>f = {f} · drag me</source>
        <translation>f = {f} · 끌어 보세요</translation>
    </message>
    <message>
        <source>{name}  (arrows × {zoom})</source>
        <translation>{name}  (화살표 × {zoom})</translation>
    </message>
    <message>
        <source>{name} from start {number}</source>
        <translation>시작점 {number}의 {name}</translation>
    </message>
    <message>
        <source>Where the paths end, over the learning rate</source>
        <translation>학습률에 따른 경로의 끝</translation>
    </message>
    <message>
        <source>η = {rate}</source>
        <translation>η = {rate}</translation>
    </message>
    <message>
        <source>{name}: {event}</source>
        <translation>{name}: {event}</translation>
    </message>
    <message>
        <source>{name} after {steps} steps</source>
        <translation>{steps}스텝 뒤의 {name}</translation>
    </message>
    <message>
        <source>limit η = {limit}</source>
        <translation>한계 η = {limit}</translation>
    </message>
    <message>
        <source>What is shown over the steps</source>
        <translation>스텝에 따라 보이는 것</translation>
    </message>
    <message>
        <source>No minimum is known of this function: there is no distance to show.</source>
        <translation>이 함수는 최솟값의 위치를 몰라 거리를 보일 수 없습니다.</translation>
    </message>
    <message>
        <source>Axes of the map</source>
        <translation>지도의 축</translation>
    </message>
    <message>
        <source>What the colours mean</source>
        <translation>색의 뜻</translation>
    </message>
    <message>
        <source>What every pair of settings comes to</source>
        <translation>설정 조합마다의 결과</translation>
    </message>
    <message>
        <source>steps</source>
        <translation>스텝</translation>
    </message>
    <message>
        <source>stays at the minimum from step {steps} on</source>
        <translation>{steps}스텝부터 최소점에 머무름</translation>
    </message>
    <message>
        <source>stays near or below the least f measured in view from step {steps} on</source>
        <translation>{steps}스텝부터 보이는 범위에서 잰 최소 f 근처나 그 아래에 머무름</translation>
    </message>
    <message>
        <source>does not stay there</source>
        <translation>머무르지 못함</translation>
    </message>
    <message>
        <source>{x_label} {x}, {y_label} {y}: {arrived}, no finite f at the end</source>
        <translation>{x_label} {x}, {y_label} {y}: {arrived}, 끝에서 f에 유한한 값 없음</translation>
    </message>
    <message>
        <source>Click a place, or go there with the arrow keys and press Enter, to try its setting. Grey: does not stay at the minimum.</source>
        <translation>한 점을 클릭하거나 화살표 키로 옮겨 Enter를 누르면 그 설정을 시험합니다. 회색: 최소점에 머무르지 못함.</translation>
    </message>
    <message>
        <source>Click a place, or go there with the arrow keys and press Enter, to try its setting. Grey: does not stay near or below the least f measured on {places}×{places} places in view.</source>
        <translation>한 점을 클릭하거나 화살표 키로 옮겨 Enter를 누르면 그 설정을 시험합니다. 회색: 보이는 범위의 {places}×{places}곳에서 잰 최소 f 근처나 그 아래에 머무르지 못함.</translation>
    </message>
    <message>
        <source>{x_label} {x}, {y_label} {y}: {arrived}, f = {final} at the end</source>
        <translation>{x_label} {x}, {y_label} {y}: {arrived}, 마지막에 f = {final}</translation>
    </message>
    <message>
        <source>&amp;Path</source>
        <translation>경로(&amp;P)</translation>
    </message>
    <message>
        <source>Selected optimizer</source>
        <translation>고른 옵티마이저</translation>
    </message>
    <message>
        <source>Back to the lecture&apos;s values</source>
        <translation>강의의 값으로 되돌리기</translation>
    </message>
    <message>
        <source>Play or hold</source>
        <translation>재생 또는 일시 정지</translation>
    </message>
    <message>
        <source>One step on</source>
        <translation>한 스텝 앞으로</translation>
    </message>
    <message>
        <source>One step back</source>
        <translation>한 스텝 뒤로</translation>
    </message>
    <message>
        <source>To the start</source>
        <translation>처음으로</translation>
    </message>
    <message>
        <source>To the end</source>
        <translation>끝으로</translation>
    </message>
    <message>
        <source>Bigger learning rate</source>
        <translation>학습률 키우기</translation>
    </message>
    <message>
        <source>Smaller learning rate</source>
        <translation>학습률 줄이기</translation>
    </message>
    <message>
        <source>Ladder of five rates</source>
        <translation>학습률 5단계</translation>
    </message>
    <message>
        <source>Duplicate optimizer</source>
        <translation>옵티마이저 복제</translation>
    </message>
    <message>
        <source>The same rule once more, to change one thing</source>
        <translation>같은 방법을 복제해 하나만 바꿔 보기</translation>
    </message>
    <message>
        <source>All paths in one picture</source>
        <translation>모든 경로를 한 그림에</translation>
    </message>
    <message>
        <source>One panel a path</source>
        <translation>경로마다 따로</translation>
    </message>
    <message>
        <source>Sensitivity map</source>
        <translation>민감도 지도</translation>
    </message>
    <message>
        <source>Readings on a log scale</source>
        <translation>값을 로그 눈금으로</translation>
    </message>
    <message>
        <source>Show the readings on a log scale</source>
        <translation>값을 로그 눈금으로 보기</translation>
    </message>
    <message>
        <source>Show what is outside the view on a log scale, so that no path is lost</source>
        <translation>화면 밖을 로그 눈금으로 보여 경로를 놓치지 않기</translation>
    </message>
    <message>
        <source>Follow far paths</source>
        <translation>멀리 간 경로 따라가기</translation>
    </message>
    <message>
        <source>Rule and readings below</source>
        <translation>아래에 규칙과 지표</translation>
    </message>
    <message>
        <source>The rule with the numbers of the step, and readings over the steps, below the picture</source>
        <translation>스텝의 숫자를 넣은 규칙과 스텝에 따른 지표를 그림 아래에 보여 줍니다</translation>
    </message>
    <message>
        <source>Whole view</source>
        <translation>전체 보기</translation>
    </message>
    <message>
        <source>One start, no earlier paths</source>
        <translation>시작점 하나만, 지난 경로 없이</translation>
    </message>
    <message>
        <source>End the map where it is</source>
        <translation>지도를 여기서 끝내기</translation>
    </message>
    <message>
        <source>Upwards on the map</source>
        <translation>지도에서 위로</translation>
    </message>
    <message>
        <source>Downwards on the map</source>
        <translation>지도에서 아래로</translation>
    </message>
    <message>
        <source>At most {most} start points.</source>
        <translation>시작점은 {most}개까지입니다.</translation>
    </message>
    <message>
        <source>move of a start</source>
        <translation>시작점 옮기기</translation>
    </message>
    <message>
        <source>The paths could not be traced; details are in the log.</source>
        <translation>경로를 계산하지 못했습니다. 자세한 내용은 기록 파일에 있습니다.</translation>
    </message>
    <message>
        <source>look at another rule</source>
        <translation>다른 옵티마이저 보기</translation>
    </message>
    <message>
        <source>show or hide a path</source>
        <translation>경로 보이기 또는 숨기기</translation>
    </message>
    <message>
        <source>change of an optimizer</source>
        <translation>옵티마이저 바꾸기</translation>
    </message>
    <message>
        <source>ladder of rates</source>
        <translation>학습률 5단계</translation>
    </message>
    <message>
        <source>one start, no earlier paths</source>
        <translation>시작점 하나만, 지난 경로 없이</translation>
    </message>
    <message>
        <source>The map could not be made; details are in the log.</source>
        <translation>지도를 만들지 못했습니다. 자세한 내용은 기록 파일에 있습니다.</translation>
    </message>
    <message>
        <source>setting from the map</source>
        <translation>지도에서 고른 설정</translation>
    </message>
    <message>
        <source>there is nothing to export yet: the paths are being traced</source>
        <translation>아직 내보낼 것이 없습니다. 경로를 계산하는 중입니다</translation>
    </message>
    <message>
        <source>limit</source>
        <translation>한계</translation>
    </message>
    <message>
        <source>What if η is bigger?   [ and ]</source>
        <translation>η를 더 키우면?   [ 와 ]</translation>
    </message>
    <message>
        <source>Learning rate of the selected optimizer</source>
        <translation>고른 옵티마이저의 학습률</translation>
    </message>
    <message>
        <source>Above it, a quadratic function is left for good: 2/λmax for SGD (λmax: its curvature).</source>
        <translation>이보다 크면 이차 함수에서 영영 벗어납니다. SGD에서는 2/λmax(λmax: 함수의 최대 곡률)입니다.</translation>
    </message>
    <message>
        <source>{name}  η = {rate}</source>
        <translation>{name}  η = {rate}</translation>
    </message>
    <message>
        <source>limit {limit}</source>
        <translation>한계 {limit}</translation>
    </message>
    <message>
        <source>expected dask://HOST:PORT, got {address}</source>
        <translation>dask://HOST:PORT 꼴이어야 합니다. 받은 값: {address}</translation>
    </message>
    <message>
        <source>workers elsewhere need Dask: pip install &apos;dnnlab[cluster]&apos;</source>
        <translation>다른 컴퓨터에서 훈련하려면 Dask가 있어야 합니다: pip install &apos;dnnlab[cluster]&apos;</translation>
    </message>
    <message>
        <source>no answer</source>
        <translation>응답 없음</translation>
    </message>
    <message>
        <source>no scheduler answers at {address}: {reason}</source>
        <translation>{address}에서 스케줄러가 응답하지 않습니다: {reason}</translation>
    </message>
    <message>
        <source>what answers at {address} is no Dask scheduler</source>
        <translation>{address}에서 응답하는 것은 Dask 스케줄러가 아닙니다</translation>
    </message>
    <message>
        <source>the scheduler at {address} has no workers</source>
        <translation>{address}의 스케줄러에 일꾼(worker)이 없습니다</translation>
    </message>
    <message>
        <source>Keys</source>
        <translation>단축키</translation>
    </message>
    <message>
        <source>look elsewhere</source>
        <translation>다른 곳 보기</translation>
    </message>
    <message>
        <source>open a scene</source>
        <translation>장면 열기</translation>
    </message>
    <message>
        <source>back to the scene</source>
        <translation>장면으로 되돌리기</translation>
    </message>
    <message>
        <source>changed · back</source>
        <translation>바뀜 · 되돌리기</translation>
    </message>
    <message>
        <source>Search</source>
        <translation>탐색</translation>
    </message>
    <message>
        <source>validation accuracy</source>
        <translation>검증 정확도</translation>
    </message>
    <message>
        <source>trial</source>
        <translation>시행</translation>
    </message>
    <message>
        <source>Run or pause the search</source>
        <translation>탐색 실행 또는 일시 정지</translation>
    </message>
    <message>
        <source>Train a few trials a little further, then hold</source>
        <translation>시행 몇 개를 조금 더 훈련하고 멈춤</translation>
    </message>
    <message>
        <source>End the search here; it can be continued</source>
        <translation>탐색을 여기서 끝냅니다. 이어서 할 수 있습니다</translation>
    </message>
    <message>
        <source>One more round</source>
        <translation>한 라운드 더</translation>
    </message>
    <message>
        <source>Search once more with other points; this round stays faint</source>
        <translation>다른 점으로 한 번 더 탐색합니다. 이 라운드는 흐리게 남습니다</translation>
    </message>
    <message>
        <source>Widen the range</source>
        <translation>범위 넓히기</translation>
    </message>
    <message>
        <source>Widen the range at whose end the best crowd</source>
        <translation>가장 좋은 시행들이 끝에 몰린 범위를 넓힙니다</translation>
    </message>
    <message>
        <source>Again with 8 seeds</source>
        <translation>시드 8개로 다시</translation>
    </message>
    <message>
        <source>Train the first five with eight other seeds: mean and spread</source>
        <translation>상위 다섯을 다른 시드 여덟 개로 다시 훈련합니다: 평균과 퍼짐</translation>
    </message>
    <message>
        <source>Reveal test</source>
        <translation>시험 공개</translation>
    </message>
    <message>
        <source>Train in full</source>
        <translation>전체 훈련</translation>
    </message>
    <message>
        <source>Look at the test set, for the chosen trial: once, at the very end</source>
        <translation>고른 시행을 시험 집합으로 평가합니다. 맨 끝에 한 번만</translation>
    </message>
    <message>
        <source>The trials in words, best first, below the picture</source>
        <translation>시행을 좋은 순서대로 그림 아래에 글로 보여 줍니다</translation>
    </message>
    <message>
        <source>Second picture</source>
        <translation>둘째 그림</translation>
    </message>
    <message>
        <source>Below: curves of the chosen trials beside the scatter, the scatter beside all else</source>
        <translation>그림 아래에 산점도에는 고른 시행의 곡선을, 다른 그림에는 산점도를 보여 줍니다</translation>
    </message>
    <message>
        <source>Open the chosen trial in the trainer</source>
        <translation>고른 시행을 훈련 탭에서 엽니다</translation>
    </message>
    <message>
        <source>Copy the list</source>
        <translation>목록 복사</translation>
    </message>
    <message>
        <source>Ranked list</source>
        <translation>순위 목록</translation>
    </message>
    <message>
        <source>How many of the best are shown in all views</source>
        <translation>모든 보기에 상위 몇 개를 보일지</translation>
    </message>
    <message>
        <source>the best {count}</source>
        <translation>상위 {count}개</translation>
    </message>
    <message>
        <source>all trials</source>
        <translation>모든 시행</translation>
    </message>
    <message>
        <source>Press Run: every trial becomes a point.</source>
        <translation>실행을 누르면 시행마다 점이 하나씩 생깁니다.</translation>
    </message>
    <message>
        <source>Trials over two settings</source>
        <translation>두 설정 위의 시행들</translation>
    </message>
    <message>
        <source>to the right</source>
        <translation>가로축</translation>
    </message>
    <message>
        <source>upwards</source>
        <translation>세로축</translation>
    </message>
    <message>
        <source>Search here again</source>
        <translation>여기서 다시 탐색</translation>
    </message>
    <message>
        <source>× diverged</source>
        <translation>× 발산</translation>
    </message>
    <message>
        <source>faint: earlier rounds</source>
        <translation>흐린 점: 앞선 라운드</translation>
    </message>
    <message>
        <source>diverged at step {step}</source>
        <translation>{step}스텝에서 발산</translation>
    </message>
    <message>
        <source>Fixed while searching: stop first.</source>
        <translation>탐색 중에는 고정됩니다. 먼저 중지하세요.</translation>
    </message>
    <message>
        <source>&amp;Search</source>
        <translation>탐색(&amp;S)</translation>
    </message>
    <message>
        <source>{speed} network steps/s</source>
        <translation>신경망 스텝 {speed}/초</translation>
    </message>
    <message>
        <source>varied by the search</source>
        <translation>탐색이 바꿉니다</translation>
    </message>
    <message>
        <source>change of a range</source>
        <translation>범위 변경</translation>
    </message>
    <message>
        <source>change of the space</source>
        <translation>탐색 공간 변경</translation>
    </message>
    <message>
        <source>ways to be compared</source>
        <translation>비교할 방식</translation>
    </message>
    <message>
        <source>another round</source>
        <translation>다음 라운드</translation>
    </message>
    <message>
        <source>{done} of {count} trials</source>
        <translation>시행 {done} / {count}</translation>
    </message>
    <message>
        <source>{detail} · rung {rung} of {rungs}</source>
        <translation>{detail} · 단 {rung} / {rungs}</translation>
    </message>
    <message>
        <source>The search failed; details are in the log.</source>
        <translation>탐색에 실패했습니다. 자세한 내용은 로그에 있습니다.</translation>
    </message>
    <message>
        <source>reveal</source>
        <translation>공개</translation>
    </message>
    <message>
        <source>there is nothing to export yet: run the search first</source>
        <translation>아직 내보낼 것이 없습니다. 먼저 탐색을 실행하세요</translation>
    </message>
    <message>
        <source>Scatter</source>
        <translation>산점도</translation>
    </message>
    <message>
        <source>Where is it good? Every trial over two settings</source>
        <translation>어디가 좋은가? 두 설정 위의 모든 시행</translation>
    </message>
    <message>
        <source>Curves</source>
        <translation>곡선</translation>
    </message>
    <message>
        <source>How do the best learn? Their curves, best first</source>
        <translation>가장 좋은 것들은 어떻게 배우는가? 좋은 순서대로 곡선</translation>
    </message>
    <message>
        <source>Ways</source>
        <translation>고르는 방식</translation>
    </message>
    <message>
        <source>Why does random beat a grid? Ways of choosing, side by side</source>
        <translation>왜 무작위가 격자를 이기는가? 고르는 방식을 나란히</translation>
    </message>
    <message>
        <source>Funnel</source>
        <translation>깔때기</translation>
    </message>
    <message>
        <source>What does it cost to stop early? Rung by rung</source>
        <translation>일찍 멈추면 무엇을 잃는가? 단마다</translation>
    </message>
    <message>
        <source>Importance</source>
        <translation>중요도</translation>
    </message>
    <message>
        <source>Which setting matters? What each explains alone</source>
        <translation>어떤 설정이 중요한가? 혼자서 설명하는 몫</translation>
    </message>
    <message>
        <source>Parallel</source>
        <translation>평행 축</translation>
    </message>
    <message>
        <source>Which settings go together? An axis for each of them</source>
        <translation>어떤 설정이 함께 가는가? 설정마다 축 하나</translation>
    </message>
    <message>
        <source>Progress</source>
        <translation>최고 기록</translation>
    </message>
    <message>
        <source>Are more trials worth it? The best against their number</source>
        <translation>시행을 늘릴 만한가? 시행 수에 따른 최고</translation>
    </message>
    <message>
        <source>Luck</source>
        <translation>운</translation>
    </message>
    <message>
        <source>How much of the winner is luck? Other images, other seeds</source>
        <translation>우승자의 얼마가 운인가? 다른 이미지, 다른 시드</translation>
    </message>
    <message>
        <source>Sets</source>
        <translation>세 집합</translation>
    </message>
    <message>
        <source>Who learns, who chooses, who judges? Training, validation, test</source>
        <translation>누가 배우고, 고르고, 평가하는가? 훈련, 검증, 시험</translation>
    </message>
    <message>
        <source>Do not vary: {label}</source>
        <translation>바꾸지 않기: {label}</translation>
    </message>
    <message>
        <source>off / on</source>
        <translation>끔 / 켬</translation>
    </message>
    <message>
        <source>Let another setting vary from trial to trial.</source>
        <translation>시행마다 바꿀 설정을 하나 더 고릅니다.</translation>
    </message>
    <message>
        <source>All settings of this run are varied.</source>
        <translation>이 실행의 설정은 모두 이미 바꾸고 있습니다.</translation>
    </message>
    <message>
        <source>At most {most} settings can be varied.</source>
        <translation>설정은 {most}개까지 바꿀 수 있습니다.</translation>
    </message>
    <message>
        <source>vary…</source>
        <translation>바꿀 설정 추가…</translation>
    </message>
    <message>
        <source>Setting to be varied as well</source>
        <translation>더 바꿀 설정</translation>
    </message>
    <message>
        <source>Search space</source>
        <translation>탐색 공간</translation>
    </message>
    <message>
        <source>Nothing is varied: the same settings with other random numbers.</source>
        <translation>바꾸는 설정이 없습니다. 같은 설정을 다른 난수로 되풀이합니다.</translation>
    </message>
    <message>
        <source>best accuracy so far</source>
        <translation>지금까지 가장 좋은 정확도</translation>
    </message>
    <message>
        <source>average over all orders</source>
        <translation>모든 순서의 평균</translation>
    </message>
    <message>
        <source>best validation accuracy</source>
        <translation>가장 좋은 검증 정확도</translation>
    </message>
    <message>
        <source>trials</source>
        <translation>시행 수</translation>
    </message>
    <message>
        <source>The best of so many of these trials, on average over all ways to draw them (Tang et al. 2020)</source>
        <translation>이 시행들 가운데 그만큼을 뽑았을 때 가장 좋은 것의, 모든 뽑는 방법에 대한 평균(Tang 등 2020)</translation>
    </message>
    <message>
        <source>Best so far over the number of trials</source>
        <translation>시행 수에 따른 지금까지의 최고</translation>
    </message>
    <message>
        <source>Press Run: the best so far appears here, trial by trial.</source>
        <translation>실행을 누르면 지금까지의 최고가 시행마다 여기에 나타납니다.</translation>
    </message>
    <message>
        <source>{count} learning rates</source>
        <translation>학습률 {count}가지</translation>
    </message>
    <message>
        <source>{count} weight decays</source>
        <translation>가중치 감소 {count}가지</translation>
    </message>
    <message>
        <source>{count} values: {setting}</source>
        <translation>{setting} 값 {count}가지</translation>
    </message>
    <message>
        <source>compare:</source>
        <translation>비교:</translation>
    </message>
    <message>
        <source>Nothing is varied, so there is nothing to choose: add a setting to the space.</source>
        <translation>바꾸는 설정이 없어 고를 것이 없습니다. 탐색 공간에 설정을 더하세요.</translation>
    </message>
    <message>
        <source>goes on</source>
        <translation>계속</translation>
    </message>
    <message>
        <source>stopped early</source>
        <translation>중단</translation>
    </message>
    <message>
        <source>stopped early, finished anyway</source>
        <translation>중단했지만 끝까지 훈련</translation>
    </message>
    <message>
        <source>Lengths on a log scale</source>
        <translation>길이를 로그 눈금으로</translation>
    </message>
    <message>
        <source>Funnel of successive halving</source>
        <translation>순차 반감법의 깔때기</translation>
    </message>
    <message>
        <source>Every trial is trained to its end. With early stopping, one sees here who goes on and who does not.</source>
        <translation>모든 시행을 끝까지 훈련합니다. 조기 중단을 고르면 무엇이 계속하고 무엇이 중단되는지 여기에 보입니다.</translation>
    </message>
    <message>
        <source>{all} trials learn up to epoch {first}, the best {few} of them up to epoch {last}.</source>
        <translation>시행 {all}개가 {first}에폭까지 배우고, 그중 상위 {few}개는 {last}에폭까지 배웁니다.</translation>
    </message>
    <message>
        <source>{all} trials learn up to step {first}, the best {few} of them up to step {last}.</source>
        <translation>시행 {all}개가 {first}스텝까지 배우고, 그중 상위 {few}개는 {last}스텝까지 배웁니다.</translation>
    </message>
    <message>
        <source>Share of the variance of validation accuracy that a setting explains alone: trials in bins along the setting, variance between bins beside that of all, corrected for chance (ε²).</source>
        <translation>설정 하나가 설명하는 검증 정확도 분산의 비율: 설정을 따라 시행을 구간으로 나누고, 구간 사이의 분산을 전체 분산과 견주어 우연의 몫을 뺀 값(ε²).</translation>
    </message>
    <message>
        <source>Variance that each explains alone (ε² over bins). Steps: the best of each slice.</source>
        <translation>각 설정이 혼자 설명하는 분산(구간별 ε²). 계단: 구간마다 가장 좋은 시행.</translation>
    </message>
    <message>
        <source>Importance of every setting</source>
        <translation>설정마다의 중요도</translation>
    </message>
    <message>
        <source>Best accuracy in each slice of a setting</source>
        <translation>설정의 구간마다 가장 좋은 정확도</translation>
    </message>
    <message>
        <source>Nothing is varied, so no setting can matter: add one to the space.</source>
        <translation>바꾸는 설정이 없어 중요도를 잴 수 없습니다. 탐색 공간에 설정을 더하세요.</translation>
    </message>
    <message>
        <source>Press Run: how much each setting matters appears here.</source>
        <translation>실행을 누르면 설정마다 얼마나 중요한지 여기에 나타납니다.</translation>
    </message>
    <message>
        <source>Settings and accuracy of every trial</source>
        <translation>모든 시행의 설정과 정확도</translation>
    </message>
    <message>
        <source>Nothing is varied: add settings to the space, and each becomes an axis.</source>
        <translation>바꾸는 설정이 없습니다. 탐색 공간에 설정을 더하면 설정마다 축이 하나씩 생깁니다.</translation>
    </message>
    <message>
        <source>Press Run: every trial becomes a line through its settings.</source>
        <translation>실행을 누르면 시행마다 설정을 잇는 선이 하나씩 생깁니다.</translation>
    </message>
    <message>
        <source>and {count} more</source>
        <translation>외 {count}개</translation>
    </message>
    <message>
        <source>mean {accuracy}</source>
        <translation>평균 {accuracy}</translation>
    </message>
    <message>
        <source>best of {count} expected: {accuracy}</source>
        <translation>{count}개 중 최고의 기댓값: {accuracy}</translation>
    </message>
    <message>
        <source>Best-{place}: {accuracy}, between {low} and {high} in 95 % of the draws</source>
        <translation>Best-{place}: {accuracy}, 다시 뽑은 것의 95 %에서 {low}~{high}</translation>
    </message>
    <message>
        <source>as good as Best-1 or better in {share} of the draws</source>
        <translation>다시 뽑은 것의 {share}에서 Best-1만큼 좋거나 더 좋음</translation>
    </message>
    <message>
        <source>The first of the ranking with their intervals</source>
        <translation>상위 시행과 그 구간</translation>
    </message>
    <message>
        <source>Press Run: how sure the best is of its place appears here.</source>
        <translation>실행을 누르면 1등이 얼마나 확실한지 여기에 나타납니다.</translation>
    </message>
    <message>
        <source>All that were not stopped have diverged: there is no best.</source>
        <translation>중단하지 않은 시행이 모두 발산해 1등이 없습니다.</translation>
    </message>
    <message>
        <source>cannot be told apart from Best-1</source>
        <translation>Best-1과 우열을 가릴 수 없음</translation>
    </message>
    <message>
        <source>falls behind</source>
        <translation>뒤처짐</translation>
    </message>
    <message>
        <source>with other seeds: mean ± standard deviation</source>
        <translation>다른 시드로: 평균 ± 표준편차</translation>
    </message>
    <message>
        <source>stuck: gradient {gradient}</source>
        <translation>갇힘: 기울기 {gradient}</translation>
    </message>
    <message>
        <source>of {count}</source>
        <translation>총 {count}</translation>
    </message>
    <message>
        <source>spread</source>
        <translation>퍼짐</translation>
    </message>
    <message>
        <source>Empty axes to draw on</source>
        <translation>그려 볼 빈 축</translation>
    </message>
    <message>
        <source>Covered until it is revealed (R)</source>
        <translation>공개할 때까지 가려 둡니다 (R)</translation>
    </message>
    <message>
        <source>drawn by you</source>
        <translation>그려 본 예상</translation>
    </message>
    <message>
        <source>Reveal</source>
        <translation>공개</translation>
    </message>
    <message>
        <source>Skip the question</source>
        <translation>질문 건너뛰기</translation>
    </message>
    <message>
        <source>Draw what you expect</source>
        <translation>예상을 그리기</translation>
    </message>
    <message>
        <source>Another question</source>
        <translation>다른 질문</translation>
    </message>
    <message>
        <source>Predict before seeing</source>
        <translation>보기 전에 예측</translation>
    </message>
    <message>
        <source>None of the choices has come true.</source>
        <translation>선택지 가운데 맞은 것이 없습니다.</translation>
    </message>
    <message>
        <source>**{letter}: {choice}** – {before} of {asked} hands before talking, {after} of {all} after. {reason}</source>
        <translation>**{letter}: {choice}** – 토론 전 {asked}명 중 {before}명, 토론 후 {all}명 중 {after}명. {reason}</translation>
    </message>
    <message>
        <source>**{letter}: {choice}** – {before} of {asked} hands. {reason}</source>
        <translation>**{letter}: {choice}** – {asked}명 중 {before}명. {reason}</translation>
    </message>
    <message>
        <source>**{letter}: {choice}.** {reason}</source>
        <translation>**{letter}: {choice}.** {reason}</translation>
    </message>
    <message>
        <source>another question</source>
        <translation>다른 질문</translation>
    </message>
    <message>
        <source>hands</source>
        <translation>손</translation>
    </message>
    <message>
        <source>hands for {letter}</source>
        <translation>{letter}에 든 손</translation>
    </message>
    <message>
        <source>before talking</source>
        <translation>토론 전</translation>
    </message>
    <message>
        <source>after talking</source>
        <translation>토론 후</translation>
    </message>
    <message>
        <source>Skip it</source>
        <translation>건너뛰기</translation>
    </message>
    <message>
        <source>Draw it</source>
        <translation>그려 보기</translation>
    </message>
    <message>
        <source>View</source>
        <translation>보기</translation>
    </message>
    <message>
        <source>The first images that every run sees</source>
        <translation>모든 런이 처음 보는 이미지</translation>
    </message>
    <message>
        <source>These examples are no images but {count} numbers each, so none are shown here.</source>
        <translation>이 데이터는 이미지가 아니라 예제마다 숫자 {count}개입니다. 그래서 보일 그림이 없습니다.</translation>
    </message>
    <message>
        <source>Press Run: the curves appear here, live.</source>
        <translation>실행을 누르세요. 곡선이 여기에 바로 나타납니다.</translation>
    </message>
    <message>
        <source>{setting} ≥</source>
        <translation>{setting} ≥</translation>
    </message>
    <message>
        <source>{setting} ≤</source>
        <translation>{setting} ≤</translation>
    </message>
    <message>
        <source>What the audience sees</source>
        <translation>청중이 보는 화면</translation>
    </message>
    <message>
        <source>Next: {scene}</source>
        <translation>다음: {scene}</translation>
    </message>
    <message>
        <source>This is the last scene.</source>
        <translation>마지막 장면입니다.</translation>
    </message>
    <message>
        <source>DNN Lab – audience</source>
        <translation>DNN Lab – 청중</translation>
    </message>
    <message>
        <source>one image of each class: {labels}</source>
        <translation>클래스마다 이미지 하나: {labels}</translation>
    </message>
    <message>
        <source>taken for →</source>
        <translation>신경망의 답 →</translation>
    </message>
    <message>
        <source>Press Run: what the network takes each test image for appears here.</source>
        <translation>실행을 누르면 신경망이 시험 이미지마다 낸 답이 여기에 나타납니다.</translation>
    </message>
    <message>
        <source>{count} classes are too many for a matrix that can be read.</source>
        <translation>클래스가 {count}개라 읽을 수 있는 행렬로 그릴 수 없습니다.</translation>
    </message>
    <message>
        <source>{count} images of class {true} are taken for {answered}: {share} of that class</source>
        <translation>실제 {true}인 이미지 {count}장을 {answered}(으)로 봄: 그 클래스의 {share}</translation>
    </message>
    <message>
        <source>Wrong, and surest of it</source>
        <translation>확신했지만 틀린 이미지</translation>
    </message>
    <message>
        <source>Confusion matrix</source>
        <translation>혼동 행렬</translation>
    </message>
    <message>
        <source>More ways to look at the training</source>
        <translation>훈련을 보는 다른 방법</translation>
    </message>
    <message>
        <source>More</source>
        <translation>더 보기</translation>
    </message>
    <message>
        <source>Accuracy of every run, large</source>
        <translation>모든 실행의 정확도를 크게</translation>
    </message>
    <message>
        <source>Loss of every run, large</source>
        <translation>모든 실행의 손실을 크게</translation>
    </message>
    <message>
        <source>Answers</source>
        <translation>답</translation>
    </message>
    <message>
        <source>Which images does a network get wrong, and what does it take them for?</source>
        <translation>신경망은 어떤 이미지를 틀리고, 무엇으로 잘못 볼까?</translation>
    </message>
    <message>
        <source>Draw a digit</source>
        <translation>숫자 쓰기</translation>
    </message>
    <message>
        <source>What do the networks take your own digit for?</source>
        <translation>직접 쓴 숫자를 신경망은 무엇으로 볼까?</translation>
    </message>
    <message>
        <source>Advice</source>
        <translation>조언</translation>
    </message>
    <message>
        <source>What is happening to each run, and what may help?</source>
        <translation>실행마다 무슨 일이 일어나고, 무엇이 도움이 될까?</translation>
    </message>
    <message>
        <source>What does one step do? Forward, loss, backward, update, in slow motion</source>
        <translation>한 스텝은 무엇을 할까? 순전파, 손실, 역전파, 갱신을 천천히</translation>
    </message>
    <message>
        <source>Weights</source>
        <translation>가중치</translation>
    </message>
    <message>
        <source>What has the first layer learned, and how large do the weights become?</source>
        <translation>첫 층은 무엇을 배웠고, 가중치는 얼마나 커질까?</translation>
    </message>
    <message>
        <source>Seeds</source>
        <translation>시드</translation>
    </message>
    <message>
        <source>With other weights and mini-batches, who would be ahead? How much is luck?</source>
        <translation>가중치와 미니배치가 다르면 누가 앞설까? 어디까지가 운일까?</translation>
    </message>
    <message>
        <source>Small plots</source>
        <translation>작은 그래프</translation>
    </message>
    <message>
        <source>A small plot for each network, or for two that differ in batch normalization alone</source>
        <translation>신경망마다, 또는 배치 정규화만 다른 두 신경망마다 작은 그래프 하나</translation>
    </message>
    <message>
        <source>Normalization</source>
        <translation>정규화</translation>
    </message>
    <message>
        <source>What does batch normalization do to one unit, and what if the mini-batch were smaller?</source>
        <translation>배치 정규화는 노드 하나에 무엇을 하고, 미니배치가 더 작으면 어떻게 되는가?</translation>
    </message>
    <message>
        <source>{true} → {answered}</source>
        <translation>{true} → {answered}</translation>
    </message>
    <message>
        <source>Draw a digit here</source>
        <translation>여기에 숫자를 쓰세요</translation>
    </message>
    <message>
        <source>Canvas for a digit</source>
        <translation>숫자를 쓰는 칸</translation>
    </message>
    <message>
        <source>These examples are no images: there is nothing that could be drawn.</source>
        <translation>이 자료는 이미지가 아니므로 그릴 것이 없습니다.</translation>
    </message>
    <message>
        <source>Scaled and centred as the images of MNIST were.</source>
        <translation>MNIST 이미지처럼 크기를 맞추고 가운데에 놓습니다.</translation>
    </message>
    <message>
        <source>Undo stroke</source>
        <translation>획 되돌리기</translation>
    </message>
    <message>
        <source>Clear</source>
        <translation>지우기</translation>
    </message>
    <message>
        <source>{name}: {answered}, {share}</source>
        <translation>{name}: {answered}, {share}</translation>
    </message>
    <message>
        <source>What lights up, layer by layer: {name}</source>
        <translation>층마다 켜지는 노드: {name}</translation>
    </message>
    <message>
        <source>The nearest training images, and their distance</source>
        <translation>가장 가까운 훈련 이미지와 거리</translation>
    </message>
    <message>
        <source>What they see</source>
        <translation>신경망이 보는 것</translation>
    </message>
    <message>
        <source>Train first: what the networks take your digit for appears here.</source>
        <translation>먼저 훈련하세요. 신경망이 쓴 숫자를 무엇으로 보는지 여기에 나타납니다.</translation>
    </message>
    <message>
        <source>Draw a digit at the left: the networks answer while you draw.</source>
        <translation>왼쪽에 숫자를 쓰면 쓰는 동안 신경망이 답합니다.</translation>
    </message>
    <message>
        <source>Run with {count} seeds</source>
        <translation>시드 {count}개로 실행</translation>
    </message>
    <message>
        <source>The training goes on: stop or finish it first, then run the draws.</source>
        <translation>학습이 진행 중: 먼저 멈추거나 끝낸 뒤 시드별 실행 가능.</translation>
    </message>
    <message>
        <source>The draws failed; details are in the log.</source>
        <translation>시드별 실행 실패. 자세한 내용은 로그에 있음.</translation>
    </message>
    <message>
        <source>Who is ahead, and in how many of {count} draws?</source>
        <translation>누가 앞서는가, {count}번 중 몇 번?</translation>
    </message>
    <message>
        <source>Each draw has its own initial weights, dropout masks and mini-batches; within a draw all runs share them. Shaded: the selected run, least to greatest.</source>
        <translation>매번 초기 가중치, 드롭아웃 마스크, 미니배치가 다르고, 한 번 안에서는 모든 실행이 같은 것을 씀. 음영: 선택한 실행의 최소–최대.</translation>
    </message>
    <message>
        <source>Loss of the draws</source>
        <translation>시드별 손실</translation>
    </message>
    <message>
        <source>Test accuracy of the draws</source>
        <translation>시드별 시험 정확도</translation>
    </message>
    <message>
        <source>Every draw of every run</source>
        <translation>모든 실행의 시드별 곡선</translation>
    </message>
    <message>
        <source>test accuracy</source>
        <translation>시험 정확도</translation>
    </message>
    <message>
        <source>without batch normalization</source>
        <translation>배치 정규화 없음</translation>
    </message>
    <message>
        <source>with batch normalization</source>
        <translation>배치 정규화 있음</translation>
    </message>
    <message>
        <source>Share of the training images right, against epochs</source>
        <translation>훈련 이미지 정확도, 에폭별</translation>
    </message>
    <message>
        <source>{name}: {plain}, with batch normalization {normalized}</source>
        <translation>{name}: {plain}, 배치 정규화가 있으면 {normalized}</translation>
    </message>
    <message>
        <source>Small plots of training accuracy</source>
        <translation>훈련 정확도의 작은 그래프</translation>
    </message>
    <message>
        <source>Press Run: after some fifty steps what is happening to each run is said here.</source>
        <translation>실행을 누르면 약 50스텝 뒤에 실행마다 무슨 일이 일어나는지 여기에 나타납니다.</translation>
    </message>
    <message>
        <source>Try it: {change}</source>
        <translation>해 보기: {change}</translation>
    </message>
    <message>
        <source>A twin is added when the training is over, or stopped.</source>
        <translation>쌍둥이는 훈련이 끝나거나 멈춘 뒤에 더할 수 있습니다.</translation>
    </message>
    <message>
        <source>Adds a twin of this run that differs in this alone</source>
        <translation>이것만 다른 쌍둥이 실행을 더합니다</translation>
    </message>
    <message>
        <source>output</source>
        <translation>출력</translation>
    </message>
    <message>
        <source>image: a {label}</source>
        <translation>이미지: {label}</translation>
    </message>
    <message>
        <source>step {step}, {stage}: the loss of {count} images is {loss}</source>
        <translation>스텝 {step}, {stage}: 이미지 {count}장의 손실 {loss}</translation>
    </message>
    <message>
        <source>1 Forward</source>
        <translation>1 순전파</translation>
    </message>
    <message>
        <source>2 Loss</source>
        <translation>2 손실</translation>
    </message>
    <message>
        <source>3 Backward</source>
        <translation>3 역전파</translation>
    </message>
    <message>
        <source>4 Update</source>
        <translation>4 갱신</translation>
    </message>
    <message>
        <source>Weight from unit {i} to unit {j} of layer {layer}: what it adds for this image.</source>
        <translation>{layer}층의 노드 {i} → {j} 가중치: 이 이미지에서 더하는 값.</translation>
    </message>
    <message>
        <source>{right} of {count} images of the mini-batch are right; the mean loss is {loss}.</source>
        <translation>미니배치 이미지 {count}장 중 {right}장 정답, 평균 손실 {loss}.</translation>
    </message>
    <message>
        <source>The slope of the mean loss is {gradient}; a finite difference of the same loss gives {difference}.</source>
        <translation>평균 손실의 기울기는 {gradient}, 같은 손실의 유한 차분은 {difference}.</translation>
    </message>
    <message>
        <source>The rule changes the weight from {w} to {after}.</source>
        <translation>규칙이 가중치를 {w}에서 {after}(으)로 바꿉니다.</translation>
    </message>
    <message>
        <source>step {step}</source>
        <translation>스텝 {step}</translation>
    </message>
    <message>
        <source>The next stage, and after the last the next step</source>
        <translation>다음 단계, 마지막 뒤에는 다음 스텝</translation>
    </message>
    <message>
        <source>Go on stage by stage</source>
        <translation>단계마다 저절로 진행</translation>
    </message>
    <message>
        <source>The step before</source>
        <translation>앞 스텝</translation>
    </message>
    <message>
        <source>The step after</source>
        <translation>다음 스텝</translation>
    </message>
    <message>
        <source>Learning rate from {first} over at most {most} to {last} in {steps} steps</source>
        <translation>학습률: {steps}스텝 동안 {first}에서 시작해 최대 {most}, 마지막 {last}</translation>
    </message>
    <message>
        <source>What the units of layer 1 weigh: full colour at ±{most}</source>
        <translation>1층 노드의 가중치: ±{most}에서 가장 진한 색</translation>
    </message>
    <message>
        <source>{shown} of {count} units</source>
        <translation>노드 {count}개 중 {shown}개</translation>
    </message>
    <message>
        <source>Press Run: the weights of the first layer appear here, as images.</source>
        <translation>실행을 누르면 첫 층의 가중치가 이미지로 여기에 나타납니다.</translation>
    </message>
    <message>
        <source>These examples are no images, so their weights are none.</source>
        <translation>이 자료는 이미지가 아니므로 가중치도 이미지가 아닙니다.</translation>
    </message>
    <message>
        <source>change</source>
        <translation>변화</translation>
    </message>
    <message>
        <source>L1 norm of the weights, Σ |w|</source>
        <translation>가중치의 L1 노름, Σ |w|</translation>
    </message>
    <message>
        <source>L2 norm of the weights, √Σ w²</source>
        <translation>가중치의 L2 노름, √Σ w²</translation>
    </message>
    <message>
        <source>L∞ norm of the weights, max |w|</source>
        <translation>가중치의 L∞ 노름, max |w|</translation>
    </message>
    <message>
        <source>L2 norm of the change ÷ that of the weights</source>
        <translation>변화의 L2 노름 ÷ 가중치의 L2 노름</translation>
    </message>
    <message>
        <source>Size of the weights of every layer</source>
        <translation>모든 층의 가중치 크기</translation>
    </message>
    <message>
        <source>Trained runs (*.npz);;All files (*)</source>
        <translation>훈련한 실행 (*.npz);;모든 파일 (*)</translation>
    </message>
    <message>
        <source>Go on from step {step}</source>
        <translation>{step}스텝부터 이어서</translation>
    </message>
    <message>
        <source>Save runs</source>
        <translation>실행 저장</translation>
    </message>
    <message>
        <source>Open runs</source>
        <translation>실행 열기</translation>
    </message>
    <message>
        <source>Runs can be opened when nothing is being trained: stop first.</source>
        <translation>훈련 중에는 실행을 열 수 없음: 먼저 정지</translation>
    </message>
    <message>
        <source>Opened {count} runs</source>
        <translation>실행 {count}개를 열었습니다</translation>
    </message>
    <message>
        <source>{count} runs are among the earlier runs now</source>
        <translation>실행 {count}개를 지난 실행에 되돌려 놓았습니다</translation>
    </message>
    <message>
        <source>The file failed; details are in the log.</source>
        <translation>파일 작업에 실패했습니다. 자세한 내용은 로그에 있습니다.</translation>
    </message>
    <message>
        <source>Not copied: {problem}</source>
        <translation>복사하지 않음: {problem}</translation>
    </message>
    <message>
        <source>{name} is on the clipboard as a {kind} script of {count} lines</source>
        <translation>{name}: {kind} 스크립트 {count}줄을 클립보드에 복사했습니다</translation>
    </message>
    <message>
        <source>All {units} units of layer {layer}: mean ± σ of {count} images</source>
        <translation>{layer}층 노드 {units}개: 이미지 {count}장의 평균 ± σ</translation>
    </message>
    <message>
        <source>All {units} units of layer {layer}: mean ± σ of {count} images; dashes: the means used at test</source>
        <translation>{layer}층 노드 {units}개: 이미지 {count}장의 평균 ± σ; 가로줄: 시험 때 쓰는 평균</translation>
    </message>
    <message>
        <source>▼ the first image</source>
        <translation>▼ 첫 번째 이미지</translation>
    </message>
    <message>
        <source>μ of each group</source>
        <translation>묶음마다의 μ</translation>
    </message>
    <message>
        <source>at test: μ {mean}, σ² {variance}</source>
        <translation>시험 때: μ {mean}, σ² {variance}</translation>
    </message>
    <message>
        <source>Batch normalization of unit {unit} of layer {layer}: mean {mean} and variance {variance}</source>
        <translation>{layer}층 노드 {unit}의 배치 정규화: 평균 {mean}, 분산 {variance}</translation>
    </message>
    <message>
        <source>Unit {unit} of layer {layer}: mean {mean} and variance {variance}</source>
        <translation>{layer}층 노드 {unit}: 평균 {mean}, 분산 {variance}</translation>
    </message>
    <message>
        <source>layer {number} of {count}</source>
        <translation>층 {number}/{count}</translation>
    </message>
    <message>
        <source>unit {number} of {count}</source>
        <translation>노드 {number}/{count}</translation>
    </message>
    <message>
        <source>normalized together: {count} of {batch} images</source>
        <translation>함께 정규화: {batch}장 중 {count}장</translation>
    </message>
    <message>
        <source>Twin with batch normalization</source>
        <translation>배치 정규화를 넣은 쌍둥이</translation>
    </message>
    <message>
        <source>The weights of this network are too large to be kept on the way.</source>
        <translation>이 신경망의 가중치는 너무 커서 도중의 값을 보관하지 않음.</translation>
    </message>
    <message>
        <source>The numbers of this unit are not finite any more.</source>
        <translation>이 노드의 값은 더 이상 유한하지 않음.</translation>
    </message>
    <message>
        <source>With one image at a time the normalized value is 0 for each of {count} images, and y = β = {beta}.</source>
        <translation>이미지를 한 장씩 정규화하면 이미지 {count}장 모두 0이 되고, y = β = {beta}.</translation>
    </message>
    <message>
        <source>The unit gives the same for all {count} images of the mini-batch, so y = β = {beta} for each.</source>
        <translation>이 노드는 미니배치 이미지 {count}장 모두에 같은 값을 냄: 모두 y = β = {beta}.</translation>
    </message>
    <message>
        <source>σ² = {variance} is not large beside ε = {epsilon}: after normalizing σ is {spread}.</source>
        <translation>ε = {epsilon}에 비해 σ² = {variance}, 크지 않음: 정규화한 뒤의 σ는 {spread}.</translation>
    </message>
    <message>
        <source>In groups of {together} the mean goes from {low} to {high}: what becomes of an image is chance.</source>
        <translation>{together}장씩 묶으면 평균이 {low}부터 {high}까지 달라짐: 이미지가 어떤 값이 될지는 우연.</translation>
    </message>
    <message>
        <source>Of two images little more than a sign is left: {share} of the values are −1 or +1, to a hundredth.</source>
        <translation>이미지 두 장에서는 부호만 남다시피 함: 값의 {share}가 소수 둘째 자리까지 −1 또는 +1.</translation>
    </message>
    <message>
        <source>In groups of {together} the mean goes from {low} to {high}: what becomes of an image is chance. At test it is {test}.</source>
        <translation>{together}장씩 묶으면 평균이 {low}부터 {high}까지 달라짐: 이미지가 어떤 값이 될지는 우연. 시험 때는 {test}.</translation>
    </message>
    <message>
        <source>Mean {mean} and σ {spread} over the {count} images of a mini-batch become β = {beta} and |γ| = {gamma}.</source>
        <translation>미니배치 이미지 {count}장: 평균 {mean}, σ {spread} → 평균 β = {beta}, σ |γ| = {gamma}.</translation>
    </message>
    <message>
        <source>Nothing is normalized here: over {count} images of a mini-batch z has mean {mean} and σ {spread}.</source>
        <translation>여기서는 정규화하지 않음: 미니배치 이미지 {count}장에서 z의 평균은 {mean}, σ는 {spread}.</translation>
    </message>
    <message>
        <source>Images that are normalized together</source>
        <translation>함께 정규화하는 이미지 수</translation>
    </message>
    <message>
        <source>The layer before</source>
        <translation>앞의 층</translation>
    </message>
    <message>
        <source>The next layer</source>
        <translation>다음 층</translation>
    </message>
    <message>
        <source>The unit before</source>
        <translation>앞의 노드</translation>
    </message>
    <message>
        <source>The next unit</source>
        <translation>다음 노드</translation>
    </message>
</context>
<context>
    <name>core</name>
    <message>
        <source>sigmoid</source>
        <translation>시그모이드</translation>
    </message>
    <message>
        <source>Between 0 and 1; the slope is at most 1/4.</source>
        <translation>0과 1 사이. 기울기는 커도 1/4입니다.</translation>
    </message>
    <message>
        <source>Between −1 and 1; the slope is at most 1.</source>
        <translation>−1과 1 사이. 기울기는 커도 1입니다.</translation>
    </message>
    <message>
        <source>max(0, z): passes the gradient whole or not at all.</source>
        <translation>max(0, z): 기울기를 그대로 보내거나 전혀 보내지 않습니다.</translation>
    </message>
    <message>
        <source>A small slope on the left keeps every unit alive.</source>
        <translation>왼쪽에도 작은 기울기가 있어 노드가 죽지 않습니다.</translation>
    </message>
    <message>
        <source>slope on the left</source>
        <translation>왼쪽 기울기</translation>
    </message>
    <message>
        <source>Smooth on the left, down to −α.</source>
        <translation>왼쪽이 매끄럽게 −α까지 내려갑니다.</translation>
    </message>
    <message>
        <source>depth on the left</source>
        <translation>왼쪽 깊이</translation>
    </message>
    <message>
        <source>identity</source>
        <translation>항등 함수</translation>
    </message>
    <message>
        <source>No nonlinearity: all layers together are one.</source>
        <translation>비선형성이 없어 모든 층이 한 층과 같습니다.</translation>
    </message>
    <message>
        <source>data source</source>
        <translation>데이터 출처</translation>
    </message>
    <message>
        <source>expected 1 to {most} training examples ({name}), got {wanted}</source>
        <translation>훈련 데이터는 1~{most}개여야 합니다({name}). 받은 값: {wanted}</translation>
    </message>
    <message>
        <source>validation share must be in [0, 1), got {share}</source>
        <translation>검증 비율은 [0, 1) 안이어야 합니다. 받은 값: {share}</translation>
    </message>
    <message>
        <source>validation share {share} of {count} examples leaves none to train on</source>
        <translation>데이터 {count}개에 검증 비율 {share}이면 훈련할 것이 남지 않습니다</translation>
    </message>
    <message>
        <source>a test image has {test} values, expected {train} as in training</source>
        <translation>시험 이미지의 값은 훈련과 같이 {train}개여야 하는데 {test}개입니다</translation>
    </message>
    <message>
        <source>{train} training and {test} test images of {shape}, {classes} classes ({first} to {last}); {values}</source>
        <translation>훈련 이미지 {train}장과 시험 이미지 {test}장, 크기 {shape}, 클래스 {classes}개({first}~{last}), {values}</translation>
    </message>
    <message>
        <source>values {low} to {high}, taken as they are</source>
        <translation>값 {low}~{high}(그대로 씀)</translation>
    </message>
    <message>
        <source>values {low} to {high}, divided by {white}</source>
        <translation>값 {low}~{high}({white}로 나눔)</translation>
    </message>
    <message>
        <source>{described}. The test set has classes that the training set lacks: {labels}</source>
        <translation>{described}. 훈련 데이터에 없는 클래스가 시험 데이터에 있습니다: {labels}</translation>
    </message>
    <message>
        <source>{where}: expected 2 or more training examples, found {count}</source>
        <translation>{where}: 훈련 데이터가 2개 이상이어야 하는데 {count}개입니다</translation>
    </message>
    <message>
        <source>If empty, a sixth of the training examples, drawn at random, is the test set.</source>
        <translation>비우면 훈련 데이터에서 무작위로 고른 1/6을 시험 데이터로 씁니다.</translation>
    </message>
    <message>
        <source>Images and labels in two files, as MNIST has them: IDX, plain or gzip; .npy or .npz as well.</source>
        <translation>MNIST처럼 이미지와 레이블이 두 파일에 있습니다: IDX(그대로 또는 gzip), .npy나 .npz도 됩니다.</translation>
    </message>
    <message>
        <source>IDX file: images, pixels 0–255 (÷ 255), 0–16 (÷ 16) or 0–1.</source>
        <translation>IDX 파일: 이미지. 화소는 0–255(÷ 255), 0–16(÷ 16) 또는 0–1.</translation>
    </message>
    <message>
        <source>Arrays saved by numpy.savez: pixels 0–255 (÷ 255), 0–16 (÷ 16), 0–1, or any fractions.</source>
        <translation>numpy.savez로 저장한 배열. 화소는 0–255(÷ 255), 0–16(÷ 16), 0–1 또는 임의의 실수.</translation>
    </message>
    <message>
        <source>NPZ file with x_train, y_train, or train_images, train_labels, or images, labels, or x, y …</source>
        <translation>x_train, y_train 또는 train_images, train_labels 또는 images, labels 또는 x, y … 가 든 NPZ 파일.</translation>
    </message>
    <message>
        <source>If empty, x_test, y_test … of the training file, or a sixth of it, drawn at random.</source>
        <translation>비우면 훈련 파일의 x_test, y_test … 또는 그 파일에서 무작위로 고른 1/6을 씁니다.</translation>
    </message>
    <message>
        <source>{where}: expected images (2 or more dimensions), found shape {shape}</source>
        <translation>{where}: 이미지(2차원 이상)여야 하는데 형상이 {shape}입니다</translation>
    </message>
    <message>
        <source>{where}: expected whole numbers 0–255 or reals, found {low} to {high}</source>
        <translation>{where}: 0~255의 정수나 실수여야 하는데 {low}~{high}입니다</translation>
    </message>
    <message>
        <source>{where}: expected finite numbers; {unfit} of {size} are infinite or NaN</source>
        <translation>{where}: 유한한 수여야 하는데 {size}개 중 {unfit}개가 무한대나 NaN입니다</translation>
    </message>
    <message>
        <source>{where}: expected {images} labels, one for each image, found {labels}</source>
        <translation>{where}: 이미지마다 하나씩 레이블 {images}개가 있어야 하는데 {labels}개입니다</translation>
    </message>
    <message>
        <source>{where}: expected shape n or n×classes (at most {most}), found {shape}</source>
        <translation>{where}: 형상이 n 또는 n×클래스 수(최대 {most})여야 하는데 {shape}입니다</translation>
    </message>
    <message>
        <source>{where}: expected one 1 and else 0 in each row, not in row {row}</source>
        <translation>{where}: 행마다 1이 하나이고 나머지는 0이어야 하는데 {row}행이 그렇지 않습니다</translation>
    </message>
    <message>
        <source>{where}: expected labels from 0 to {most}, whole numbers, found {label}</source>
        <translation>{where}: 레이블은 0~{most}의 정수여야 하는데 {label}이(가) 있습니다</translation>
    </message>
    <message>
        <source>{where}: expected an IDX file of bytes (00 00 08 …), found {found}</source>
        <translation>{where}: 바이트 IDX 파일(00 00 08 …)이어야 하는데 처음이 {found}입니다</translation>
    </message>
    <message>
        <source>{where}: expected an NPZ file, which is a ZIP (50 4b …), found {found}</source>
        <translation>{where}: NPZ 파일(ZIP, 50 4b …)이어야 하는데 처음이 {found}입니다</translation>
    </message>
    <message>
        <source>{where}: expected arrays named {pairs}; found {names}</source>
        <translation>{where}: {pairs} 이름의 배열이 있어야 하는데 {names}이(가) 있습니다</translation>
    </message>
    <message>
        <source>{where} holds a single array; expected images and labels in one NPZ file; with labels in a file of their own, choose IDX files</source>
        <translation>{where}에는 배열 하나만 있습니다; 이미지와 레이블이 한 NPZ 파일에 있어야 합니다; 레이블이 따로 있으면 IDX 파일을 고르세요</translation>
    </message>
    <message>
        <source>{where}: expected an array of numbers, found type {found}</source>
        <translation>{where}: 수의 배열이어야 하는데 자료형이 {found}입니다</translation>
    </message>
    <message>
        <source>{where}: expected one or more examples, found shape {shape}</source>
        <translation>{where}: 데이터가 하나 이상이어야 하는데 형상이 {shape}입니다</translation>
    </message>
    <message>
        <source>{where}: {size} MB (shape {shape}) in a file of {packed} MB; expected at most {most} times as much</source>
        <translation>{where}: {packed} MB 파일에 {size} MB(형상 {shape})가 들어 있습니다; 최대 {most}배여야 합니다</translation>
    </message>
    <message>
        <source>{where}: expected one array, found {names}</source>
        <translation>{where}: 배열 하나여야 하는데 {names}이(가) 있습니다</translation>
    </message>
    <message>
        <source>{where}: expected at most {most} GiB, found {size} GiB (shape {shape})</source>
        <translation>{where}: 최대 {most} GiB인데 {size} GiB입니다(형상 {shape})</translation>
    </message>
    <message>
        <source>{where}: expected {expected} bytes, as its header says, found {found}</source>
        <translation>{where}: 머리글대로면 {expected}바이트여야 하는데 {found}입니다</translation>
    </message>
    <message>
        <source>more</source>
        <translation>그 이상</translation>
    </message>
    <message>
        <source>nothing</source>
        <translation>없음</translation>
    </message>
    <message>
        <source>expected the name of a file, got none</source>
        <translation>파일 이름이 필요한데 비어 있습니다</translation>
    </message>
    <message>
        <source>expected a file, got the folder {file}</source>
        <translation>파일이어야 하는데 폴더입니다: {file}</translation>
    </message>
    <message>
        <source>there is no file {file}</source>
        <translation>파일이 없습니다: {file}</translation>
    </message>
    <message>
        <source>cannot read {file}: {reason}</source>
        <translation>{file}을(를) 읽을 수 없습니다: {reason}</translation>
    </message>
    <message>
        <source>{where} is damaged, incomplete or of an unknown kind ({reason})</source>
        <translation>{where}이(가) 손상되었거나, 잘렸거나, 알 수 없는 형식입니다({reason})</translation>
    </message>
    <message>
        <source>{where} does not fit into memory</source>
        <translation>{where}이(가) 메모리에 들어가지 않습니다</translation>
    </message>
    <message>
        <source>70,000 handwritten digits of 28×28 pixels; comes with the program.</source>
        <translation>28×28 화소 손글씨 숫자 70,000장. 프로그램에 들어 있습니다.</translation>
    </message>
    <message>
        <source>IDX files</source>
        <translation>IDX 파일</translation>
    </message>
    <message>
        <source>training images</source>
        <translation>훈련 이미지</translation>
    </message>
    <message>
        <source>training labels</source>
        <translation>훈련 레이블</translation>
    </message>
    <message>
        <source>IDX file: the class of each image, counted from 0.</source>
        <translation>IDX 파일: 이미지의 클래스. 0부터 셉니다.</translation>
    </message>
    <message>
        <source>test images</source>
        <translation>시험 이미지</translation>
    </message>
    <message>
        <source>test labels</source>
        <translation>시험 레이블</translation>
    </message>
    <message>
        <source>NPZ files</source>
        <translation>NPZ 파일</translation>
    </message>
    <message>
        <source>training file</source>
        <translation>훈련 파일</translation>
    </message>
    <message>
        <source>test file</source>
        <translation>시험 파일</translation>
    </message>
    <message>
        <source>Network</source>
        <translation>신경망</translation>
    </message>
    <message>
        <source>Cures</source>
        <translation>처방</translation>
    </message>
    <message>
        <source>Training</source>
        <translation>훈련</translation>
    </message>
    <message>
        <source>Data</source>
        <translation>데이터</translation>
    </message>
    <message>
        <source>Length</source>
        <translation>길이</translation>
    </message>
    <message>
        <source>Choice of trials</source>
        <translation>시행 고르기</translation>
    </message>
    <message>
        <source>time limit</source>
        <translation>시간 제한</translation>
    </message>
    <message>
        <source>seconds</source>
        <translation>초</translation>
    </message>
    <message>
        <source>Time of work, pauses not counted; what is unfinished then can be continued.</source>
        <translation>일시 정지를 뺀 작업 시간. 그때까지 끝나지 않은 것은 이어서 할 수 있습니다.</translation>
    </message>
    <message>
        <source>what is varied</source>
        <translation>바꿀 설정</translation>
    </message>
    <message>
        <source>compared with</source>
        <translation>비교 대상</translation>
    </message>
    <message>
        <source>Other ways of choosing, which spend as many trials on the same space.</source>
        <translation>같은 공간에 같은 수의 시행을 쓰는 다른 고르는 방법.</translation>
    </message>
    <message>
        <source>trials</source>
        <translation>시행 수</translation>
    </message>
    <message>
        <source>Networks that are trained in one round; a grid has at most so many.</source>
        <translation>한 라운드에서 훈련하는 신경망의 수. 격자는 많아야 이만큼입니다.</translation>
    </message>
    <message>
        <source>The search ends then, with as many trials as there was time for.</source>
        <translation>이때 탐색이 끝나고, 시간이 되는 만큼의 시행이 남습니다.</translation>
    </message>
    <message>
        <source>round</source>
        <translation>라운드</translation>
    </message>
    <message>
        <source>Counted from 0. Every round has points of its own.</source>
        <translation>0부터 셉니다. 라운드마다 다른 점을 씁니다.</translation>
    </message>
    <message>
        <source>random numbers</source>
        <translation>난수</translation>
    </message>
    <message>
        <source>all the same</source>
        <translation>모두 같게</translation>
    </message>
    <message>
        <source>each its own</source>
        <translation>시행마다 따로</translation>
    </message>
    <message>
        <source>Initial weights, mini-batches and dropout masks. The same for all is the fair comparison.</source>
        <translation>초기 가중치, 미니배치, 드롭아웃 마스크. 모두 같아야 공정한 비교입니다.</translation>
    </message>
    <message>
        <source>training and validation images</source>
        <translation>훈련·검증 이미지</translation>
    </message>
    <message>
        <source>The first n images of MNIST; of files of your own, n drawn with the seed. A share, drawn at random, is for validation.</source>
        <translation>MNIST는 처음 n장, 직접 고른 파일은 시드로 뽑은 n장. 그 일부를 무작위로 뽑아 검증에 씁니다.</translation>
    </message>
    <message>
        <source>Share of these images by which trials are judged. The test set is kept for the very end.</source>
        <translation>이 이미지 가운데 시행을 평가하는 데 쓰는 비율. 시험 집합은 맨 끝까지 남겨 둡니다.</translation>
    </message>
    <message>
        <source>Images in one mini-batch. The same mini-batches for every trial.</source>
        <translation>미니배치 하나의 이미지 수. 모든 시행이 같은 미니배치를 씁니다.</translation>
    </message>
    <message>
        <source>Start of all random numbers: the same seed gives the same trials and the same ranking.</source>
        <translation>모든 난수의 출발점. 시드가 같으면 시행도 순위도 같습니다.</translation>
    </message>
    <message>
        <source>a validation share of {share} of {count} images leaves none for one of the two sets</source>
        <translation>이미지 {count}장에 검증 비율 {share}이면 두 집합 가운데 하나가 비게 됩니다</translation>
    </message>
    <message>
        <source>a grid of {count} cells is too large; at most {most} trials fit</source>
        <translation>{count}칸 격자는 너무 큽니다. 시행은 {most}개까지 됩니다</translation>
    </message>
    <message>
        <source>{label} is varied twice</source>
        <translation>{label}: 두 번 들어 있습니다</translation>
    </message>
    <message>
        <source>nothing is varied: all trials would be alike; vary a setting, or the random numbers</source>
        <translation>바꾸는 것이 없어 모든 시행이 같아집니다. 설정이나 난수를 바꾸세요</translation>
    </message>
    <message>
        <source>scatter</source>
        <translation>산점도</translation>
    </message>
    <message>
        <source>best curves</source>
        <translation>가장 좋은 곡선</translation>
    </message>
    <message>
        <source>ways of choosing</source>
        <translation>고르는 방식</translation>
    </message>
    <message>
        <source>funnel</source>
        <translation>깔때기</translation>
    </message>
    <message>
        <source>importance</source>
        <translation>중요도</translation>
    </message>
    <message>
        <source>parallel axes</source>
        <translation>평행 축</translation>
    </message>
    <message>
        <source>best so far</source>
        <translation>지금까지의 최고</translation>
    </message>
    <message>
        <source>luck of the best</source>
        <translation>1등의 운</translation>
    </message>
    <message>
        <source>three sets</source>
        <translation>세 집합</translation>
    </message>
    <message>
        <source>ranked list</source>
        <translation>순위 목록</translation>
    </message>
    <message>
        <source>second picture</source>
        <translation>둘째 그림</translation>
    </message>
    <message>
        <source>to the right</source>
        <translation>가로축</translation>
    </message>
    <message>
        <source>upwards</source>
        <translation>세로축</translation>
    </message>
    <message>
        <source>isolated setting</source>
        <translation>따로 볼 설정</translation>
    </message>
    <message>
        <source>the one that matters most</source>
        <translation>가장 중요한 것</translation>
    </message>
    <message>
        <source>The setting over which the best of each slice is shown.</source>
        <translation>구간마다 가장 좋은 것을 보일 설정.</translation>
    </message>
    <message>
        <source>chosen trials</source>
        <translation>고른 시행</translation>
    </message>
    <message>
        <source>trial</source>
        <translation>시행</translation>
    </message>
    <message>
        <source>Numbers of the trials that light up everywhere.</source>
        <translation>어디에서나 강조하는 시행의 번호.</translation>
    </message>
    <message>
        <source>only the best</source>
        <translation>상위만</translation>
    </message>
    <message>
        <source>So many of the best are shown; 0 shows all.</source>
        <translation>상위 몇 개만 보일지 정합니다. 0이면 모두 보입니다.</translation>
    </message>
    <message>
        <source>revealed trials</source>
        <translation>공개한 시행</translation>
    </message>
    <message>
        <source>Numbers of the trials whose accuracy on the test set has been looked at.</source>
        <translation>시험 집합의 정확도를 들여다본 시행의 번호.</translation>
    </message>
    <message>
        <source>{label} is no setting of this run</source>
        <translation>{label}: 이 실행에는 없는 설정입니다</translation>
    </message>
    <message>
        <source>batch normalization</source>
        <translation>배치 정규화</translation>
    </message>
    <message>
        <source>place</source>
        <translation>위치</translation>
    </message>
    <message>
        <source>before</source>
        <translation>앞</translation>
    </message>
    <message>
        <source>after</source>
        <translation>뒤</translation>
    </message>
    <message>
        <source>Before or after the activation; the paper puts it before.</source>
        <translation>활성화 함수의 앞 또는 뒤. 논문은 앞에 둡니다.</translation>
    </message>
    <message>
        <source>dropout</source>
        <translation>드롭아웃</translation>
    </message>
    <message>
        <source>dropout ratio</source>
        <translation>드롭아웃 비율</translation>
    </message>
    <message>
        <source>Share of units silenced in each training step; at test every output is multiplied by (1 − ratio). Today&apos;s libraries divide by it in training instead.</source>
        <translation>훈련 스텝마다 끄는 노드의 비율. 시험 때는 출력에 (1 − 비율)을 곱합니다. 요즘 라이브러리는 대신 훈련 때 나눕니다.</translation>
    </message>
    <message>
        <source>Every hidden node is brought to mean 0 and variance 1 over the mini-batch (biased variance), then scaled by γ and shifted by β. ε 10⁻⁶ inside the root. At test, running averages (0.9 of the old value kept) take its place; PyTorch averages the unbiased variance.</source>
        <translation>은닉 노드마다 미니배치에서 평균 0, (편향) 분산 1로 맞춘 뒤 γ를 곱하고 β를 더합니다. ε 10⁻⁶은 근호 안에 있습니다. 시험 때는 이동 평균(지난 값의 0.9를 남김)을 대신 씁니다. PyTorch는 비편향 분산을 평균합니다.</translation>
    </message>
    <message>
        <source>weight decay</source>
        <translation>가중치 감소</translation>
    </message>
    <message>
        <source>decay strength</source>
        <translation>감소 세기</translation>
    </message>
    <message>
        <source>Added to the loss: ½ λ ΣW² (L2) or λ Σ|W| (L1), weights only.</source>
        <translation>손실에 더하는 값: ½ λ ΣW² (L2) 또는 λ Σ|W| (L1). 가중치에만 적용합니다.</translation>
    </message>
    <message>
        <source>penalty</source>
        <translation>벌점</translation>
    </message>
    <message>
        <source>Units are silenced at random in training, so that none can rely on another.</source>
        <translation>훈련 때 노드를 무작위로 꺼서 서로 기대지 못하게 합니다.</translation>
    </message>
    <message>
        <source>Large weights cost extra, so that the network keeps to simple answers.</source>
        <translation>큰 가중치에 대가를 매겨 단순한 답을 찾게 합니다.</translation>
    </message>
    <message>
        <source>hidden layers</source>
        <translation>은닉층</translation>
    </message>
    <message>
        <source>Nodes of each hidden layer: 100-50-30, or 4x100 for four layers of 100.</source>
        <translation>은닉층마다 노드 수: 100-50-30, 또는 100개짜리 네 층이면 4x100.</translation>
    </message>
    <message>
        <source>activation</source>
        <translation>활성화</translation>
    </message>
    <message>
        <source>initial weights</source>
        <translation>초기 가중치</translation>
    </message>
    <message>
        <source>Surface</source>
        <translation>곡면</translation>
    </message>
    <message>
        <source>Paths</source>
        <translation>경로</translation>
    </message>
    <message>
        <source>Shown</source>
        <translation>표시</translation>
    </message>
    <message>
        <source>mini-batch noise</source>
        <translation>미니배치 잡음</translation>
    </message>
    <message>
        <source>noise strength</source>
        <translation>잡음 세기</translation>
    </message>
    <message>
        <source>Standard deviation of what is added to each part of the gradient in each step, in units of the gradient: at the start of the slides the gradient is (−0.7, 4).</source>
        <translation>스텝마다 기울기의 각 성분에 더하는 값의 표준편차. 기울기와 단위가 같으며, 슬라이드의 시작점에서 기울기는 (−0.7, 4)입니다.</translation>
    </message>
    <message>
        <source>surface</source>
        <translation>곡면</translation>
    </message>
    <message>
        <source>start</source>
        <translation>시작점</translation>
    </message>
    <message>
        <source>x, y; for several starts (-7, 2); (3, 1).</source>
        <translation>x, y. 여러 시작점은 (-7, 2); (3, 1)처럼 씁니다.</translation>
    </message>
    <message>
        <source>Length of every path.</source>
        <translation>모든 경로의 길이.</translation>
    </message>
    <message>
        <source>A mini-batch gives the gradient of a few examples, which scatters around that of all: hence stochastic. The same noise for every path.</source>
        <translation>미니배치의 기울기는 데이터 몇 개로 구하므로 전체 기울기 둘레에 흩어집니다. 그래서 확률적(stochastic)이라고 합니다. 모든 경로에 같은 잡음을 씁니다.</translation>
    </message>
    <message>
        <source>Start of the noise: the same seed gives the same paths.</source>
        <translation>잡음의 출발점. 시드가 같으면 경로도 같습니다.</translation>
    </message>
    <message>
        <source>earlier path</source>
        <translation>지난 경로</translation>
    </message>
    <message>
        <source>place of the run</source>
        <translation>실행의 자리</translation>
    </message>
    <message>
        <source>large picture</source>
        <translation>큰 그림</translation>
    </message>
    <message>
        <source>overlay</source>
        <translation>겹쳐 보기</translation>
    </message>
    <message>
        <source>panels</source>
        <translation>나눠 보기</translation>
    </message>
    <message>
        <source>map</source>
        <translation>지도</translation>
    </message>
    <message>
        <source>paths</source>
        <translation>경로</translation>
    </message>
    <message>
        <source>Off, only the surface is seen, before anything moves on it.</source>
        <translation>끄면 아무것도 움직이지 않는 곡면만 보입니다.</translation>
    </message>
    <message>
        <source>gradient field</source>
        <translation>기울기장</translation>
    </message>
    <message>
        <source>Arrows downhill, against the gradient, all over the view.</source>
        <translation>화면 전체에 기울기의 반대 방향, 곧 내리막 화살표를 그립니다.</translation>
    </message>
    <message>
        <source>gradient arrow</source>
        <translation>기울기 화살표</translation>
    </message>
    <message>
        <source>The negative gradient at the current step.</source>
        <translation>지금 스텝의 기울기에 −1을 곱한 것.</translation>
    </message>
    <message>
        <source>momentum arrow</source>
        <translation>모멘텀 화살표</translation>
    </message>
    <message>
        <source>What the rule remembers of past gradients: v of Momentum, m of Adam.</source>
        <translation>지난 기울기에서 기억하는 것: 모멘텀의 v, Adam의 m.</translation>
    </message>
    <message>
        <source>update arrow</source>
        <translation>갱신 화살표</translation>
    </message>
    <message>
        <source>The step that is taken.</source>
        <translation>실제로 내딛는 걸음.</translation>
    </message>
    <message>
        <source>squared gradients</source>
        <translation>기울기 제곱</translation>
    </message>
    <message>
        <source>Σg² (h) or its average (h, v) per axis, as bars.</source>
        <translation>축마다 Σg² (h) 또는 그 평균(h, v)을 막대로.</translation>
    </message>
    <message>
        <source>earlier paths</source>
        <translation>지난 경로</translation>
    </message>
    <message>
        <source>Paths before the last change stay as thin lines.</source>
        <translation>마지막으로 바꾸기 전의 경로가 가는 선으로 남습니다.</translation>
    </message>
    <message>
        <source>over the steps</source>
        <translation>스텝에 따라</translation>
    </message>
    <message>
        <source>f above minimum</source>
        <translation>f − 최솟값</translation>
    </message>
    <message>
        <source>below the picture</source>
        <translation>그림 아래</translation>
    </message>
    <message>
        <source>both</source>
        <translation>둘 다</translation>
    </message>
    <message>
        <source>The rule with numbers, and readings; the less there is, the larger is the picture.</source>
        <translation>숫자를 넣은 규칙과 지표. 적을수록 그림이 커집니다.</translation>
    </message>
    <message>
        <source>readings</source>
        <translation>지표</translation>
    </message>
    <message>
        <source>Show what is outside the view on a log scale, so that no path is lost.</source>
        <translation>보기 밖은 로그 눈금으로 보여 어떤 경로도 놓치지 않습니다.</translation>
    </message>
    <message>
        <source>place on the map</source>
        <translation>지도 위의 자리</translation>
    </message>
    <message>
        <source>Column and row that the arrow keys have gone to; nothing stands for the present setting.</source>
        <translation>화살표 키로 간 열과 행입니다. 비어 있으면 지금 설정입니다.</translation>
    </message>
    <message>
        <source>Rules as they were before their learning rate was changed, drawn as thin lines.</source>
        <translation>학습률을 바꾸기 전의 방법을 가는 선으로 그립니다.</translation>
    </message>
    <message>
        <source>an earlier path must belong to a run that has a path, got {value}</source>
        <translation>지난 경로는 경로가 있는 실행에 속해야 하는데, {value}입니다</translation>
    </message>
    <message>
        <source>distance</source>
        <translation>거리</translation>
    </message>
    <message>
        <source>step size</source>
        <translation>걸음 크기</translation>
    </message>
    <message>
        <source>f − least seen</source>
        <translation>f − 최솟값(관측)</translation>
    </message>
    <message>
        <source>effective η of x</source>
        <translation>x의 실효 η</translation>
    </message>
    <message>
        <source>effective η of y</source>
        <translation>y의 실효 η</translation>
    </message>
    <message>
        <source>table of steps</source>
        <translation>스텝 표</translation>
    </message>
    <message>
        <source>What is shown against the step; the effective η of an axis is |step| / |gradient| there.</source>
        <translation>스텝에 따라 보이는 것. 축의 실효 η는 그 축의 |걸음| / |기울기|입니다.</translation>
    </message>
    <message>
        <source>optimizer</source>
        <translation>옵티마이저</translation>
    </message>
    <message>
        <source>step shown</source>
        <translation>보이는 스텝</translation>
    </message>
    <message>
        <source>Place in the film; beyond the last step, the end.</source>
        <translation>필름에서의 위치입니다. 마지막 스텝을 넘으면 끝을 뜻합니다.</translation>
    </message>
    <message>
        <source>speed</source>
        <translation>속도</translation>
    </message>
    <message>
        <source>Steps a second.</source>
        <translation>초당 스텝 수입니다.</translation>
    </message>
    <message>
        <source>follow</source>
        <translation>따라가기</translation>
    </message>
    <message>
        <source>part of the plane</source>
        <translation>평면의 부분</translation>
    </message>
    <message>
        <source>edge</source>
        <translation>경계</translation>
    </message>
    <message>
        <source>x from, x to, y from, y to; nothing stands for the whole view of the surface.</source>
        <translation>x 시작, x 끝, y 시작, y 끝입니다. 비우면 곡면 전체를 봅니다.</translation>
    </message>
    <message>
        <source>axes of the map</source>
        <translation>지도의 축</translation>
    </message>
    <message>
        <source>colours of the map</source>
        <translation>지도의 색</translation>
    </message>
    <message>
        <source>hidden</source>
        <translation>숨김</translation>
    </message>
    <message>
        <source>hidden run</source>
        <translation>숨긴 실행</translation>
    </message>
    <message>
        <source>Places of the runs that are listed but not traced.</source>
        <translation>목록에는 있지만 경로를 그리지 않는 실행의 자리입니다.</translation>
    </message>
    <message>
        <source>a part of the plane must be x from, x to, y from, y to, or nothing</source>
        <translation>평면의 부분은 x 시작, x 끝, y 시작, y 끝이거나 비어 있어야 합니다</translation>
    </message>
    <message>
        <source>a place on the map must be column and row, or nothing</source>
        <translation>지도 위의 자리는 열과 행이거나 비어 있어야 합니다</translation>
    </message>
    <message>
        <source>a descent must have 1 to {most} paths, got {count}</source>
        <translation>경로는 1~{most}개여야 합니다. 받은 수: {count}</translation>
    </message>
    <message>
        <source>loss</source>
        <translation>손실</translation>
    </message>
    <message>
        <source>data</source>
        <translation>데이터</translation>
    </message>
    <message>
        <source>validation share</source>
        <translation>검증 비율</translation>
    </message>
    <message>
        <source>Share of the training images set aside to judge settings by; the test set is kept for the very end.</source>
        <translation>설정을 비교하려고 따로 떼어 두는 훈련 이미지의 비율. 시험 데이터는 마지막에만 씁니다.</translation>
    </message>
    <message>
        <source>batch size</source>
        <translation>배치 크기</translation>
    </message>
    <message>
        <source>Images in one mini-batch. The same mini-batches for every run.</source>
        <translation>미니배치 하나의 이미지 수. 모든 실행이 같은 미니배치를 씁니다.</translation>
    </message>
    <message>
        <source>length</source>
        <translation>길이</translation>
    </message>
    <message>
        <source>counted in</source>
        <translation>단위</translation>
    </message>
    <message>
        <source>steps</source>
        <translation>스텝</translation>
    </message>
    <message>
        <source>epochs</source>
        <translation>에폭</translation>
    </message>
    <message>
        <source>A step is one mini-batch; an epoch is one pass over the training images.</source>
        <translation>스텝은 미니배치 하나, 에폭은 훈련 이미지를 한 번 모두 보는 것입니다.</translation>
    </message>
    <message>
        <source>Advanced</source>
        <translation>고급</translation>
    </message>
    <message>
        <source>learning-rate schedule</source>
        <translation>학습률 스케줄</translation>
    </message>
    <message>
        <source>The first n images of MNIST; of files of your own, n drawn with the seed. Few images invite overfitting.</source>
        <translation>MNIST는 처음 n장, 직접 고른 파일은 시드로 뽑은 n장. 적으면 과적합하기 쉽습니다.</translation>
    </message>
    <message>
        <source>evaluate every</source>
        <translation>측정 간격</translation>
    </message>
    <message>
        <source>Steps between two measurements of accuracy; 0 measures once an epoch.</source>
        <translation>정확도를 재는 간격(스텝). 0이면 에폭마다 한 번.</translation>
    </message>
    <message>
        <source>images per accuracy</source>
        <translation>측정 이미지 수</translation>
    </message>
    <message>
        <source>Accuracy is measured on at most this many images of each set.</source>
        <translation>데이터마다 최대 이만큼의 이미지로 정확도를 잽니다.</translation>
    </message>
    <message>
        <source>shift of images</source>
        <translation>이미지 옮기기</translation>
    </message>
    <message>
        <source>In training every image is moved at random by up to so many pixels, each time anew and the same for every run; zeros move in. Accuracy is measured on images as they are.</source>
        <translation>학습할 때 모든 이미지를 최대 이만큼의 픽셀만큼 무작위로 옮깁니다. 매번 새로 정하지만 모든 실행에 똑같이 적용하며, 빈 곳은 0으로 채웁니다. 정확도는 원래 이미지로 잽니다.</translation>
    </message>
    <message>
        <source>accuracy</source>
        <translation>정확도</translation>
    </message>
    <message>
        <source>answers</source>
        <translation>답</translation>
    </message>
    <message>
        <source>your own digit</source>
        <translation>직접 쓴 숫자</translation>
    </message>
    <message>
        <source>advice</source>
        <translation>조언</translation>
    </message>
    <message>
        <source>one step explained</source>
        <translation>한 스텝 설명</translation>
    </message>
    <message>
        <source>seeds</source>
        <translation>시드</translation>
    </message>
    <message>
        <source>small plots</source>
        <translation>작은 그래프</translation>
    </message>
    <message>
        <source>batch normalization at work</source>
        <translation>배치 정규화가 하는 일</translation>
    </message>
    <message>
        <source>seeds compared by</source>
        <translation>시드 비교 기준</translation>
    </message>
    <message>
        <source>moment</source>
        <translation>순간</translation>
    </message>
    <message>
        <source>The step at which the networks are looked at; −1 for the newest.</source>
        <translation>신경망을 들여다보는 스텝. −1은 가장 최근.</translation>
    </message>
    <message>
        <source>explained step</source>
        <translation>설명할 스텝</translation>
    </message>
    <message>
        <source>The step of the training that is shown in slow motion.</source>
        <translation>천천히 보일 훈련 스텝.</translation>
    </message>
    <message>
        <source>stage</source>
        <translation>단계</translation>
    </message>
    <message>
        <source>forward</source>
        <translation>순전파</translation>
    </message>
    <message>
        <source>backward</source>
        <translation>역전파</translation>
    </message>
    <message>
        <source>update</source>
        <translation>갱신</translation>
    </message>
    <message>
        <source>size of the weights</source>
        <translation>가중치 크기</translation>
    </message>
    <message>
        <source>change</source>
        <translation>변화</translation>
    </message>
    <message>
        <source>layer looked at</source>
        <translation>보고 있는 층</translation>
    </message>
    <message>
        <source>Counted from 0; its weight with the largest gradient is followed.</source>
        <translation>0부터 셉니다. 그 층에서 기울기가 가장 큰 가중치를 따라갑니다.</translation>
    </message>
    <message>
        <source>unit looked at</source>
        <translation>보고 있는 노드</translation>
    </message>
    <message>
        <source>Counted from 0, in the layer that is looked at.</source>
        <translation>보고 있는 층에서 0부터 센 번호.</translation>
    </message>
    <message>
        <source>images normalized together</source>
        <translation>함께 정규화하는 이미지</translation>
    </message>
    <message>
        <source>In the view of batch normalization; 0 for the whole mini-batch.</source>
        <translation>배치 정규화 보기에서; 0이면 미니배치 전체.</translation>
    </message>
    <message>
        <source>chosen cell</source>
        <translation>고른 칸</translation>
    </message>
    <message>
        <source>class</source>
        <translation>클래스</translation>
    </message>
    <message>
        <source>What the images shown are, and what they are taken for; none for the surest errors.</source>
        <translation>보이는 이미지의 실제 클래스와 신경망의 답. 비우면 가장 확신한 오답.</translation>
    </message>
    <message>
        <source>run beside</source>
        <translation>옆에 둔 실행</translation>
    </message>
    <message>
        <source>The run that is shown beside the selected one; −1 for none.</source>
        <translation>고른 실행 옆에 보일 실행. −1이면 없음.</translation>
    </message>
    <message>
        <source>the other curves</source>
        <translation>다른 곡선</translation>
    </message>
    <message>
        <source>Loss or accuracy, whichever is not large, and a table; the less, the larger is the picture.</source>
        <translation>손실과 정확도 가운데 크게 보이지 않는 것, 그리고 표. 적을수록 그림이 커집니다.</translation>
    </message>
    <message>
        <source>run</source>
        <translation>실행</translation>
    </message>
    <message>
        <source>seed</source>
        <translation>난수 시드</translation>
    </message>
    <message>
        <source>Start of all random numbers: the same seed gives the same curves.</source>
        <translation>모든 난수의 출발점. 시드가 같으면 곡선도 같습니다.</translation>
    </message>
    <message>
        <source>batch size must be at most {count}, the number of training images, got {value}</source>
        <translation>배치 크기는 훈련 이미지 수인 {count} 이하여야 합니다. 받은 값: {value}</translation>
    </message>
    <message>
        <source>unknown setting {name}; known are: {known}</source>
        <translation>모르는 설정 {name}. 아는 것: {known}</translation>
    </message>
    <message>
        <source>tab</source>
        <translation>탭</translation>
    </message>
    <message>
        <source>linear</source>
        <translation>선형</translation>
    </message>
    <message>
        <source>log</source>
        <translation>로그</translation>
    </message>
    <message>
        <source>there must be 1 to {most} runs, got {count}</source>
        <translation>실행은 1개에서 {most}개까지여야 하는데 {count}개입니다</translation>
    </message>
    <message>
        <source>scale</source>
        <translation>눈금</translation>
    </message>
    <message>
        <source>selected run</source>
        <translation>선택한 실행</translation>
    </message>
    <message>
        <source>the selected run must be one of {count}, counted from 0, got {value}</source>
        <translation>선택한 실행은 0부터 세어 {count}개 가운데 하나여야 하는데 {value}입니다</translation>
    </message>
    <message>
        <source>a study must be a set of named settings</source>
        <translation>연구는 이름이 있는 설정의 모음이어야 합니다</translation>
    </message>
    <message>
        <source>what is common must be a set of named settings</source>
        <translation>공통 설정은 이름이 있는 설정의 모음이어야 합니다</translation>
    </message>
    <message>
        <source>runs must be a list of sets of named settings</source>
        <translation>runs는 이름 붙은 설정 모음의 목록이어야 합니다</translation>
    </message>
    <message>
        <source>initializer</source>
        <translation>초기화 방법</translation>
    </message>
    <message>
        <source>normal</source>
        <translation>정규 분포</translation>
    </message>
    <message>
        <source>N(0, σ) with the same σ in every layer.</source>
        <translation>모든 층에 같은 σ를 쓰는 N(0, σ).</translation>
    </message>
    <message>
        <source>standard deviation</source>
        <translation>표준편차</translation>
    </message>
    <message>
        <source>Of the initial weights. At 0 all nodes of a layer stay alike.</source>
        <translation>초기 가중치의 표준편차. 0이면 한 층의 노드가 모두 똑같습니다.</translation>
    </message>
    <message>
        <source>σ = 1/√n as on the slide and in the book, n nodes in the layer before; for sigmoid and tanh.</source>
        <translation>슬라이드와 책의 σ = 1/√n, n은 앞 층의 노드 수. 시그모이드와 tanh에 씁니다.</translation>
    </message>
    <message>
        <source>σ = √(2/(n_in + n_out)), the rule of the paper named after Xavier Glorot.</source>
        <translation>σ = √(2/(n_in + n_out)). 그자비에 글로로(Xavier Glorot) 논문의 식입니다.</translation>
    </message>
    <message>
        <source>σ = √(2/n), n nodes in the layer before; for ReLU. Not 2/√n, with which activations grow from layer to layer.</source>
        <translation>σ = √(2/n), n은 앞 층의 노드 수. ReLU에 씁니다. 2/√n이 아닙니다. 그러면 층마다 활성화 값이 커집니다.</translation>
    </message>
    <message>
        <source>2/√n misprint</source>
        <translation>2/√n 오식</translation>
    </message>
    <message>
        <source>σ = 2/√n as printed on the slide, in place of He&apos;s √(2/n): activations grow layer by layer.</source>
        <translation>He의 √(2/n) 대신 슬라이드에 인쇄된 σ = 2/√n. 층마다 활성화 값이 커집니다.</translation>
    </message>
    <message>
        <source>cross-entropy</source>
        <translation>교차 엔트로피</translation>
    </message>
    <message>
        <source>−log of the probability that softmax gives to the right class.</source>
        <translation>소프트맥스가 정답에 준 확률의 −log.</translation>
    </message>
    <message>
        <source>squared error</source>
        <translation>오차제곱합</translation>
    </message>
    <message>
        <source>½ Σ (y − t)² over the classes, mean over the batch; no softmax before it.</source>
        <translation>클래스에 대한 ½ Σ (y − t)²의 배치 평균. 앞에 소프트맥스가 없습니다.</translation>
    </message>
    <message>
        <source>plain</source>
        <translation>기본</translation>
    </message>
    <message>
        <source>with {name}</source>
        <translation>{name} 있음</translation>
    </message>
    <message>
        <source>without {name}</source>
        <translation>{name} 없음</translation>
    </message>
    <message>
        <source>{name} ({number})</source>
        <translation>{name} ({number})</translation>
    </message>
    <message>
        <source>{name} {value}</source>
        <translation>{name} {value}</translation>
    </message>
    <message>
        <source>{name} {before} → {after}</source>
        <translation>{name} {before} → {after}</translation>
    </message>
    <message>
        <source>learning rate</source>
        <translation>학습률</translation>
    </message>
    <message>
        <source>Length of a step relative to the gradient.</source>
        <translation>기울기에 대한 걸음의 길이.</translation>
    </message>
    <message>
        <source>epsilon</source>
        <translation>엡실론</translation>
    </message>
    <message>
        <source>momentum</source>
        <translation>모멘텀</translation>
    </message>
    <message>
        <source>Share of the velocity that is kept. v ← α v − η g, not the (1 − α) average.</source>
        <translation>남기는 속도의 비율. v ← α v − η g이며 (1 − α) 평균이 아닙니다.</translation>
    </message>
    <message>
        <source>decay rate</source>
        <translation>감쇠율</translation>
    </message>
    <message>
        <source>Share of the old average that is kept in each step.</source>
        <translation>스텝마다 남기는 지난 평균의 비율.</translation>
    </message>
    <message>
        <source>Keeps the division finite; added outside the root.</source>
        <translation>0으로 나누지 않게 합니다. 근호 밖에 더합니다.</translation>
    </message>
    <message>
        <source>Straight down the gradient of the mini-batch.</source>
        <translation>미니배치의 기울기를 따라 곧장 내려갑니다.</translation>
    </message>
    <message>
        <source>Steps add up like a rolling ball: v ← α v − η g.</source>
        <translation>공이 구르듯 걸음이 쌓입니다: v ← α v − η g.</translation>
    </message>
    <message>
        <source>Momentum that looks ahead: W ← W + α v − η g with the new v, as in PyTorch.</source>
        <translation>앞을 내다보는 모멘텀: 새 v로 W ← W + α v − η g. PyTorch와 같습니다.</translation>
    </message>
    <message>
        <source>Weights that moved much move less and less: h only grows. The slide has no ε.</source>
        <translation>많이 움직인 가중치일수록 덜 움직입니다. h는 커지기만 합니다. 슬라이드에는 ε이 없습니다.</translation>
    </message>
    <message>
        <source>Starts slowly, because s starts at zero: raise ε or train longer. ε inside both roots.</source>
        <translation>s가 0에서 출발하므로 느리게 출발합니다. ε을 키우거나 더 오래 훈련하세요. ε은 두 근호 안에 있습니다.</translation>
    </message>
    <message>
        <source>Momentum and RMSProp, corrected for starting at zero as in the paper; the book folds the correction into η.</source>
        <translation>모멘텀과 RMSProp을 합치고 논문대로 0에서 출발하는 편향을 보정합니다. 책은 이 보정을 η에 넣습니다.</translation>
    </message>
    <message>
        <source>AdaGrad that forgets old gradients, so it does not stall.</source>
        <translation>오래된 기울기를 잊어 멈추지 않는 AdaGrad.</translation>
    </message>
    <message>
        <source>Inside both roots; sets the size of the first steps.</source>
        <translation>두 근호 안에 있으며 첫걸음의 크기를 정합니다.</translation>
    </message>
    <message>
        <source>bias correction</source>
        <translation>편향 보정</translation>
    </message>
    <message>
        <source>Divides m and v by 1 − β^t, the share that real gradients have in them: undoes the start at zero.</source>
        <translation>m과 v를 그 안에 든 실제 기울기의 비율 1 − β^t로 나눕니다. 0에서 출발한 영향을 없앱니다.</translation>
    </message>
    <message>
        <source>{label} must be {expectation}, got {value}</source>
        <translation>{label}: {expectation}이어야 합니다. 받은 값: {value}</translation>
    </message>
    <message>
        <source>a number in {interval}</source>
        <translation>{interval} 안의 수</translation>
    </message>
    <message>
        <source>a whole number from {low} to {high}</source>
        <translation>{low}~{high}의 정수</translation>
    </message>
    <message>
        <source>one of {names}</source>
        <translation>다음 중 하나({names})</translation>
    </message>
    <message>
        <source>true or false</source>
        <translation>true 또는 false</translation>
    </message>
    <message>
        <source>{fewest} to {most} layers of {low} to {high} nodes, such as 100-50-30 or 4x100</source>
        <translation>노드 {low}~{high}개인 층 {fewest}~{most}개(예: 100-50-30, 4x100)</translation>
    </message>
    <message>
        <source>1 to {most} points such as (-7, 2); (3, 1), coordinates up to {high}</source>
        <translation>좌표가 ±{high} 이내인 점 1~{most}개(예: (-7, 2); (3, 1))</translation>
    </message>
    <message>
        <source>a formula in x and y such as x^2/20 + y^2</source>
        <translation>x와 y의 수식(예: x^2/20 + y^2)</translation>
    </message>
    <message>
        <source>a file name</source>
        <translation>파일 이름</translation>
    </message>
    <message>
        <source>{fewest} to {most} entries</source>
        <translation>항목 {fewest}개에서 {most}개</translation>
    </message>
    <message>
        <source>a set of settings with a kind, one of {names}</source>
        <translation>kind가 있는 설정의 모음(kind는 {names} 중 하나)</translation>
    </message>
    <message>
        <source>a set of named settings</source>
        <translation>이름 붙은 설정의 모음</translation>
    </message>
    <message>
        <source>expected {expectation}, got {value}</source>
        <translation>{expectation}이어야 하는데 받은 값: {value}</translation>
    </message>
    <message>
        <source>unknown {kind} {name}; known are: {known}</source>
        <translation>모르는 {kind} {name}. 아는 것: {known}</translation>
    </message>
    <message>
        <source>Weight update</source>
        <translation>가중치 갱신</translation>
    </message>
    <message>
        <source>Gradient trouble</source>
        <translation>기울기 문제</translation>
    </message>
    <message>
        <source>Overfitting</source>
        <translation>과적합</translation>
    </message>
    <message>
        <source>Hyperparameters</source>
        <translation>하이퍼파라미터</translation>
    </message>
    <message>
        <source>scene file {file}: {problem}</source>
        <translation>장면 파일 {file}: {problem}</translation>
    </message>
    <message>
        <source>scene file {file}, {place}: {problem}</source>
        <translation>장면 파일 {file}, {place}: {problem}</translation>
    </message>
    <message>
        <source>a scene must be one JSON object</source>
        <translation>장면은 JSON 객체 하나여야 합니다</translation>
    </message>
    <message>
        <source>expected a text, got {value}</source>
        <translation>글이어야 하는데 받은 값: {value}</translation>
    </message>
    <message>
        <source>expected a number, got {value}</source>
        <translation>수여야 하는데 받은 값: {value}</translation>
    </message>
    <message>
        <source>expected settings by name, got {value}</source>
        <translation>이름별 설정이어야 하는데 {value}입니다</translation>
    </message>
    <message>
        <source>no run has this setting</source>
        <translation>이 설정을 가진 실행이 없습니다</translation>
    </message>
    <message>
        <source>expected a list of at most {most} settings, got {value}</source>
        <translation>설정을 많아야 {most}개 담은 목록이어야 하는데 {value}입니다</translation>
    </message>
    <message>
        <source>expected one of {names}, got {value}</source>
        <translation>{names} 중 하나여야 하는데 받은 값: {value}</translation>
    </message>
    <message>
        <source>it has {size} bytes; a scene has at most {most}</source>
        <translation>{size}바이트입니다. 장면은 최대 {most}바이트입니다</translation>
    </message>
    <message>
        <source>not valid JSON at line {line}, column {column}</source>
        <translation>{line}행 {column}열이 올바른 JSON이 아닙니다</translation>
    </message>
    <message>
        <source>not a JSON text</source>
        <translation>JSON 텍스트가 아닙니다</translation>
    </message>
    <message>
        <source>scene</source>
        <translation>장면</translation>
    </message>
    <message>
        <source>only learning rate, momentum and weight decay can change during training</source>
        <translation>훈련 중에는 학습률, 모멘텀, 가중치 감소만 바꿀 수 있습니다</translation>
    </message>
    <message>
        <source>formula: expected {expectation} at place {place}, got {piece}</source>
        <translation>수식: {place}번째 글자는 {expectation}여야 하는데 {piece}입니다</translation>
    </message>
    <message>
        <source>formula: unknown name {piece} at place {place}; known are x, y, pi, e and functions such as sin, ln, sqrt, max</source>
        <translation>수식: {place}번째 글자에 모르는 이름 {piece}. 아는 것: x, y, pi, e와 sin, ln, sqrt, max 같은 함수</translation>
    </message>
    <message>
        <source>formula: unknown name {piece} at place {place}; is {known} meant?</source>
        <translation>수식: {place}번째 글자에 모르는 이름 {piece}. 혹시 {known}인가요?</translation>
    </message>
    <message>
        <source>formula: {piece} at place {place} has two readings: write {first} or {second}</source>
        <translation>수식: {place}번째 글자의 {piece}은(는) 두 가지로 읽힙니다. {first} 또는 {second} 중 하나로 쓰세요</translation>
    </message>
    <message>
        <source>formula: {piece} has many readings: write abs( ) instead of | |</source>
        <translation>수식: {piece}은(는) 여러 가지로 읽힙니다. | | 대신 abs( )로 쓰세요</translation>
    </message>
    <message>
        <source>formula: {piece} at place {place} beside {other}: write x and y or x1 and x2 (a power as {power})</source>
        <translation>수식: {place}번째 글자의 {piece}은(는) {other}와(과) 함께 쓸 수 없습니다. x와 y 또는 x1과 x2로 쓰세요 (거듭제곱은 {power})</translation>
    </message>
    <message>
        <source>formula: expected {expectation} at its end</source>
        <translation>수식: 끝에 올 것: {expectation}</translation>
    </message>
    <message>
        <source>formula: expected at most {most} characters, got {count}</source>
        <translation>수식: 최대 {most}자여야 하는데 {count}자입니다</translation>
    </message>
    <message>
        <source>formula: expected at most {most} brackets inside one another, more at place {place}</source>
        <translation>수식: 괄호는 {most}겹까지인데 {place}번째 글자에서 더 깊습니다</translation>
    </message>
    <message>
        <source>formula: expected an exponent from −{most} to {most} at place {place}</source>
        <translation>수식: {place}번째 글자의 지수는 −{most}~{most} 안이어야 합니다</translation>
    </message>
    <message>
        <source>formula: the number {piece} at place {place} is too large</source>
        <translation>수식: {place}번째 글자의 수 {piece}이(가) 너무 큽니다</translation>
    </message>
    <message>
        <source>a number, x, y, a function or a bracket</source>
        <translation>수, x, y, 함수 또는 괄호</translation>
    </message>
    <message>
        <source>formula: {piece} at place {place} has two readings: write every * and more brackets</source>
        <translation>수식: {place}번째 글자의 {piece}은(는) 두 가지로 읽힙니다. *와 괄호를 모두 쓰세요</translation>
    </message>
    <message>
        <source>formula: the comma at place {place} parts no decimals; expected a point, as in 0.5</source>
        <translation>수식: {place}번째 글자의 쉼표는 소수점이 아닙니다. 0.5처럼 점을 쓰세요</translation>
    </message>
    <message>
        <source>an operator such as +, *, ^</source>
        <translation>연산자(+, *, ^ 등)</translation>
    </message>
    <message>
        <source>( after {name}</source>
        <translation>{name} 뒤의 (</translation>
    </message>
    <message>
        <source>( after {name}, as in {name}(x, y)</source>
        <translation>{name} 뒤의 ( (예: {name}(x, y))</translation>
    </message>
    <message>
        <source>a closing {bracket}</source>
        <translation>닫는 {bracket}</translation>
    </message>
    <message>
        <source>a comma and a second value</source>
        <translation>쉼표와 둘째 인수</translation>
    </message>
    <message>
        <source>Initial weights</source>
        <translation>초기 가중치</translation>
    </message>
    <message>
        <source>Input</source>
        <translation>입력</translation>
    </message>
    <message>
        <source>Histograms</source>
        <translation>히스토그램</translation>
    </message>
    <message>
        <source>input</source>
        <translation>입력</translation>
    </message>
    <message>
        <source>Independent values of mean 0 and variance 1, as on the slides.</source>
        <translation>슬라이드처럼 평균 0, 분산 1인 서로 독립인 값.</translation>
    </message>
    <message>
        <source>uniform</source>
        <translation>균등 분포</translation>
    </message>
    <message>
        <source>Independent values, all equally likely between −√3 and √3: variance 1.</source>
        <translation>−√3과 √3 사이에서 고르게 뽑은 서로 독립인 값. 분산은 1입니다.</translation>
    </message>
    <message>
        <source>Real images, 784 pixels from 0 to 1, drawn at random.</source>
        <translation>무작위로 뽑은 실제 이미지. 화소 784개, 값은 0~1.</translation>
    </message>
    <message>
        <source>standardized</source>
        <translation>표준화</translation>
    </message>
    <message>
        <source>All pixels together are brought to mean 0 and variance 1.</source>
        <translation>모든 화소를 통틀어 평균 0, 분산 1로 맞춥니다.</translation>
    </message>
    <message>
        <source>dimension</source>
        <translation>차원</translation>
    </message>
    <message>
        <source>layers</source>
        <translation>층 수</translation>
    </message>
    <message>
        <source>Numbers between two ends, evenly spread on a linear scale or over decades.</source>
        <translation>두 끝 사이의 수. 선형으로 또는 자릿수마다 고르게 퍼집니다.</translation>
    </message>
    <message>
        <source>setting</source>
        <translation>설정</translation>
    </message>
    <message>
        <source>lower end</source>
        <translation>아래 끝</translation>
    </message>
    <message>
        <source>upper end</source>
        <translation>위 끝</translation>
    </message>
    <message>
        <source>over decades</source>
        <translation>로그 간격</translation>
    </message>
    <message>
        <source>10^U(a, b): every decade is tried equally often. Off, every stretch of equal length is.</source>
        <translation>10^U(a, b): 자릿수마다 같은 빈도로 시도합니다. 끄면 같은 길이의 구간마다 같은 빈도로 시도합니다.</translation>
    </message>
    <message>
        <source>the lower end must be below the upper end, {high}; got {low}</source>
        <translation>아래 끝은 위 끝 {high}보다 작아야 합니다. 받은 값: {low}</translation>
    </message>
    <message>
        <source>over decades, both ends must be above 0, got {value}</source>
        <translation>로그 간격에서는 두 끝이 모두 0보다 커야 합니다. 받은 값: {value}</translation>
    </message>
    <message>
        <source>With it and without it, equally often.</source>
        <translation>켠 것과 끈 것을 같은 빈도로 시도합니다.</translation>
    </message>
    <message>
        <source>on or off</source>
        <translation>켜고 끄기</translation>
    </message>
    <message>
        <source>off</source>
        <translation>끔</translation>
    </message>
    <message>
        <source>on</source>
        <translation>켬</translation>
    </message>
    <message>
        <source>one of several</source>
        <translation>여럿 가운데 하나</translation>
    </message>
    <message>
        <source>Each option equally often: the optimizer, the activation function ...</source>
        <translation>각 선택지를 같은 빈도로 시도합니다: 옵티마이저, 활성화 함수 ...</translation>
    </message>
    <message>
        <source>options</source>
        <translation>선택지</translation>
    </message>
    <message>
        <source>option</source>
        <translation>선택지</translation>
    </message>
    <message>
        <source>Those that are tried; all, when none is chosen.</source>
        <translation>시도할 것. 고르지 않으면 모두 시도합니다.</translation>
    </message>
    <message>
        <source>expected two or more different options</source>
        <translation>서로 다른 선택지가 두 개 이상 있어야 합니다</translation>
    </message>
    <message>
        <source>Hidden layers; the gradient begins at the output of the last one.</source>
        <translation>은닉층의 수. 기울기는 마지막 은닉층의 출력에서 출발합니다.</translation>
    </message>
    <message>
        <source>nodes</source>
        <translation>노드 수</translation>
    </message>
    <message>
        <source>Of every hidden layer.</source>
        <translation>은닉층마다 같습니다.</translation>
    </message>
    <message>
        <source>Every node is brought to mean 0 and variance 1 over the samples (biased variance, ε 10⁻⁶ inside the root). γ is 1 and β is 0, as at the start of training.</source>
        <translation>노드마다 샘플에 대해 평균 0, 분산 1로 맞춥니다(편향 분산, ε 10⁻⁶은 근호 안). 훈련을 시작할 때처럼 γ는 1, β는 0입니다.</translation>
    </message>
    <message>
        <source>Units are silenced at random, as in training.</source>
        <translation>훈련 때처럼 노드를 무작위로 끕니다.</translation>
    </message>
    <message>
        <source>rule</source>
        <translation>규칙</translation>
    </message>
    <message>
        <source>W = σ z, and the same draw z from N(0, 1) whatever the rule.</source>
        <translation>W = σ z. 어느 규칙이든 N(0, 1)에서 뽑은 같은 z를 씁니다.</translation>
    </message>
    <message>
        <source>mini-batches</source>
        <translation>미니배치 수</translation>
    </message>
    <message>
        <source>samples</source>
        <translation>샘플 수</translation>
    </message>
    <message>
        <source>Sent through the network at once; every layer has samples × nodes values.</source>
        <translation>신경망에 한꺼번에 보냅니다. 층마다 값이 샘플 수 × 노드 수만큼 있습니다.</translation>
    </message>
    <message>
        <source>features</source>
        <translation>특성 수</translation>
    </message>
    <message>
        <source>Values of one sample, the nodes of the input layer. MNIST has 784 in any case.</source>
        <translation>샘플 하나의 값, 곧 입력층 노드의 수. MNIST는 언제나 784입니다.</translation>
    </message>
    <message>
        <source>Start of all random numbers: the same seed gives the same histograms.</source>
        <translation>모든 난수의 출발점. 시드가 같으면 히스토그램도 같습니다.</translation>
    </message>
    <message>
        <source>upper row</source>
        <translation>윗줄</translation>
    </message>
    <message>
        <source>activations</source>
        <translation>활성화 값</translation>
    </message>
    <message>
        <source>pre-activations</source>
        <translation>활성화 전 값</translation>
    </message>
    <message>
        <source>What a layer passes on, or what goes into its activation function.</source>
        <translation>층이 다음 층에 넘기는 값, 또는 활성화 함수에 들어가는 값.</translation>
    </message>
    <message>
        <source>gradient of</source>
        <translation>기울기 대상</translation>
    </message>
    <message>
        <source>weights</source>
        <translation>가중치</translation>
    </message>
    <message>
        <source>∂L/∂ what a layer passes on, or ∂L/∂ its weights.</source>
        <translation>층이 넘기는 값에 대한 ∂L/∂a, 또는 가중치에 대한 ∂L/∂W.</translation>
    </message>
    <message>
        <source>range</source>
        <translation>범위</translation>
    </message>
    <message>
        <source>fixed</source>
        <translation>고정</translation>
    </message>
    <message>
        <source>fitted</source>
        <translation>맞춤</translation>
    </message>
    <message>
        <source>common</source>
        <translation>공통</translation>
    </message>
    <message>
        <source>Fixed: (0, 1) for sigmoid and ReLU, (−1, 1) for all other functions, (−3, 3) when normalized after the activation, (−5, 5) for pre-activations. Fitted: each layer its own. Common: one range that holds all layers of all networks.</source>
        <translation>고정: 시그모이드와 ReLU는 (0, 1), 다른 함수는 (−1, 1), 활성화 함수 뒤에서 정규화하면 (−3, 3), 활성화 전 값은 (−5, 5). 맞춤: 층마다 따로. 공통: 모든 신경망의 모든 층을 담는 범위 하나.</translation>
    </message>
    <message>
        <source>bins</source>
        <translation>구간 수</translation>
    </message>
    <message>
        <source>strip</source>
        <translation>층별 띠</translation>
    </message>
    <message>
        <source>wall</source>
        <translation>벽</translation>
    </message>
    <message>
        <source>gradients</source>
        <translation>기울기</translation>
    </message>
    <message>
        <source>functions</source>
        <translation>함수</translation>
    </message>
    <message>
        <source>training</source>
        <translation>훈련</translation>
    </message>
    <message>
        <source>Training on MNIST</source>
        <translation>MNIST 훈련</translation>
    </message>
    <message>
        <source>Of a histogram. Gradients on a log scale have ten bins for each power of ten in any case.</source>
        <translation>히스토그램의 구간 수. 로그 눈금의 기울기는 언제나 열 배마다 구간 10개입니다.</translation>
    </message>
    <message>
        <source>numbers</source>
        <translation>숫자</translation>
    </message>
    <message>
        <source>Every number under the histograms, and all that is to be said of them.</source>
        <translation>히스토그램 아래의 모든 숫자와 그에 대한 모든 설명입니다.</translation>
    </message>
    <message>
        <source>layer</source>
        <translation>층</translation>
    </message>
    <message>
        <source>Counted from 0; where there are fewer layers, the last.</source>
        <translation>0부터 셉니다. 층이 더 적으면 마지막 층입니다.</translation>
    </message>
    <message>
        <source>row of the wall</source>
        <translation>조합 화면의 행</translation>
    </message>
    <message>
        <source>column of the wall</source>
        <translation>조합 화면의 열</translation>
    </message>
    <message>
        <source>step of the film</source>
        <translation>필름의 스텝</translation>
    </message>
    <message>
        <source>The mini-batch of the training that is looked at; 0 is the newest.</source>
        <translation>보고 있는 훈련의 미니배치입니다. 0은 가장 새로운 것입니다.</translation>
    </message>
    <message>
        <source>drawn over time</source>
        <translation>시간에 따라 그리는 값</translation>
    </message>
    <message>
        <source>gradient</source>
        <translation>기울기</translation>
    </message>
    <message>
        <source>network</source>
        <translation>신경망</translation>
    </message>
    <message>
        <source>no BN</source>
        <translation>BN 없음</translation>
    </message>
    <message>
        <source>BN before</source>
        <translation>BN 앞</translation>
    </message>
    <message>
        <source>BN after</source>
        <translation>BN 뒤</translation>
    </message>
    <message>
        <source>no dropout</source>
        <translation>드롭아웃 없음</translation>
    </message>
    <message>
        <source>dropout {ratio}</source>
        <translation>드롭아웃 {ratio}</translation>
    </message>
    <message>
        <source>{count} layers</source>
        <translation>{count}층</translation>
    </message>
    <message>
        <source>{count} nodes</source>
        <translation>노드 {count}개</translation>
    </message>
    <message>
        <source>{layers} layers of {nodes} nodes are too large for {value} samples; at most {most} fit</source>
        <translation>노드 {nodes}개인 층 {layers}개에 샘플 {value}개는 너무 큽니다. 최대 {most}개입니다</translation>
    </message>
    <message>
        <source>Steep in y, shallow in x: the gradient hardly ever points to the minimum, so SGD goes in a zigzag.</source>
        <translation>y로는 가파르고 x로는 완만합니다. 기울기가 최솟값을 가리키는 일이 드물어 SGD는 지그재그로 갑니다.</translation>
    </message>
    <message>
        <source>A bent valley: easy to reach, slow to follow. The minimum is at (1, 1).</source>
        <translation>굽은 골짜기. 들어가기는 쉽지만 따라가기는 더딥니다. 최솟값은 (1, 1)에 있습니다.</translation>
    </message>
    <message>
        <source>A plateau with steep corners: one learning rate is too small here, too large there.</source>
        <translation>모서리가 가파른 고원. 학습률 하나가 여기서는 너무 작고 저기서는 너무 큽니다.</translation>
    </message>
    <message>
        <source>Four minima, all equally deep: which one is found depends on the start and the rule.</source>
        <translation>깊이가 같은 최솟값이 넷. 어디에 이를지는 시작점과 방법에 달려 있습니다.</translation>
    </message>
    <message>
        <source>A valley aslant: a learning rate per axis helps less than it does along the axes.</source>
        <translation>비스듬한 골짜기. 축마다 다른 학습률이 골짜기가 축과 나란할 때만큼 돕지 못합니다.</translation>
    </message>
    <message>
        <source>saddle</source>
        <translation>안장</translation>
    </message>
    <message>
        <source>Near the saddle point (0, 0) the gradient fades and SGD lingers; momentum leaves sooner. Start at y = 0 exactly: nothing leaves without noise.</source>
        <translation>안장점 (0, 0) 근처에서는 기울기가 잦아들어 SGD는 머뭇거리고 모멘텀은 더 빨리 떠납니다. 정확히 y = 0에서 시작하면 잡음 없이는 아무도 떠나지 못합니다.</translation>
    </message>
    <message>
        <source>valley with a dent</source>
        <translation>움푹 팬 골짜기</translation>
    </message>
    <message>
        <source>A dent on the way to the minimum: SGD stays in it, a ball with momentum rolls through.</source>
        <translation>최솟값으로 가는 길에 움푹 팬 곳이 있습니다. SGD는 거기 머물고, 모멘텀이 있는 공은 굴러 지나갑니다.</translation>
    </message>
    <message>
        <source>Four minima, one of them deepest: the nearest one is not always the best one.</source>
        <translation>극솟값 넷 가운데 하나가 가장 깊습니다. 가장 가까운 것이 늘 가장 좋은 것은 아닙니다.</translation>
    </message>
    <message>
        <source>six-hump camel</source>
        <translation>여섯 혹 낙타</translation>
    </message>
    <message>
        <source>Six minima, two of them deepest: a small change of the start leads to another one.</source>
        <translation>극솟값 여섯 가운데 둘이 가장 깊습니다. 시작점을 조금만 바꿔도 다른 곳에 이릅니다.</translation>
    </message>
    <message>
        <source>A funnel covered with dents: small steps stay in the first one.</source>
        <translation>움푹 팬 곳투성이인 깔때기. 걸음이 작으면 처음 만난 곳에 머뭅니다.</translation>
    </message>
    <message>
        <source>Dents everywhere: a rule that only follows the gradient ends in one of them.</source>
        <translation>어디나 움푹 패어 있습니다. 기울기만 따르는 방법은 그중 한 곳에서 끝납니다.</translation>
    </message>
    <message>
        <source>your own f(x, y)</source>
        <translation>직접 쓴 f(x, y)</translation>
    </message>
    <message>
        <source>Any function of x and y: + − * / ^, brackets, |x|, sin, cos, tan, exp, ln, sqrt and more.</source>
        <translation>x와 y의 어떤 함수든 됩니다: + − * / ^, 괄호, |x|, sin, cos, tan, exp, ln, sqrt 등.</translation>
    </message>
    <message>
        <source>f(x, y) =</source>
        <translation>f(x, y) =</translation>
    </message>
    <message>
        <source>For example x^2/20 + y^2, |x| + y^2, e^(-x^2) sin(y). The gradient is exact. log means ln.</source>
        <translation>예: x^2/20 + y^2, |x| + y^2, e^(-x^2) sin(y). 기울기는 정확합니다. log는 ln입니다.</translation>
    </message>
    <message>
        <source>x from</source>
        <translation>x 최소</translation>
    </message>
    <message>
        <source>x to</source>
        <translation>x 최대</translation>
    </message>
    <message>
        <source>y from</source>
        <translation>y 최소</translation>
    </message>
    <message>
        <source>y to</source>
        <translation>y 최대</translation>
    </message>
    <message>
        <source>{label} must be more than {low}, got {value}</source>
        <translation>{label}: {low}보다 커야 합니다. 받은 값: {value}</translation>
    </message>
    <message>
        <source>at none of {places} places in the view has the formula a finite value and slope</source>
        <translation>보기 범위의 {places}곳 어디에서도 수식에 유한한 값과 기울기가 없습니다</translation>
    </message>
    <message>
        <source>hyperparameters</source>
        <translation>하이퍼파라미터</translation>
    </message>
    <message>
        <source>start points</source>
        <translation>시작점</translation>
    </message>
    <message>
        <source>steps to converge</source>
        <translation>수렴까지 스텝</translation>
    </message>
    <message>
        <source>final f</source>
        <translation>마지막 f</translation>
    </message>
    <message>
        <source>diverged at step {step}: at the end {far} grows × {factor} a step</source>
        <translation>스텝 {step}에서 발산(끝에서 스텝마다 {far} × {factor})</translation>
    </message>
    <message>
        <source>diverged at step {step}: the numbers overflow at step {stopped}</source>
        <translation>스텝 {step}에서 발산(스텝 {stopped}에서 수가 넘침)</translation>
    </message>
    <message>
        <source>outside the usual view from step {step} on, at the end at ({x}, {y})</source>
        <translation>스텝 {step}부터 기본 보기 밖, 끝에서 ({x}, {y})</translation>
    </message>
    <message>
        <source>stopped at step {step}: the function has no value at ({x}, {y})</source>
        <translation>스텝 {step}에서 멈춤: ({x}, {y})에서 함수에 값이 없습니다</translation>
    </message>
    <message>
        <source>stopped at step {step}: f is infinite or too large a number at ({x}, {y})</source>
        <translation>스텝 {step}에서 멈춤: ({x}, {y})에서 f가 무한하거나 너무 큰 수입니다</translation>
    </message>
    <message>
        <source>stopped at step {step}: f is {f} at ({x}, {y}), but no slope can be computed there</source>
        <translation>스텝 {step}에서 멈춤: ({x}, {y})에서 f는 {f}이지만 기울기를 계산할 수 없습니다</translation>
    </message>
    <message>
        <source>stopped at step {step}: the rule divides 0 by 0 in {axis}, as gradient and ε are 0</source>
        <translation>스텝 {step}에서 멈춤: 기울기와 ε이 0이어서 {axis}에서 갱신 식이 0을 0으로 나눕니다</translation>
    </message>
    <message>
        <source>layer {first}</source>
        <translation>{first}층</translation>
    </message>
    <message>
        <source>layers {first} to {last}</source>
        <translation>{first}~{last}층</translation>
    </message>
    <message>
        <source>{layers}: {share} of the values have outgrown all numbers (infinite or undefined).</source>
        <translation>{layers}: 값의 {share}가 수의 한계를 넘었습니다(무한대 또는 NaN).</translation>
    </message>
    <message>
        <source>{low} or {high}</source>
        <translation>{low} 또는 {high}</translation>
    </message>
    <message>
        <source>{layers}: at {share} of the values the slope is below {closed}; its median is {median}: these pass almost nothing back.</source>
        <translation>{layers}: 값의 {share}에서 미분이 {closed}보다 작습니다(중앙값 {median}). 이런 값은 기울기를 거의 되돌려 보내지 않습니다.</translation>
    </message>
    <message>
        <source>{layers}: every output is 0; nothing gets through.</source>
        <translation>{layers}: 모든 출력이 0이어서 아무것도 지나가지 못합니다.</translation>
    </message>
    <message>
        <source>{layers}: {share} of the units are closed for every sample: dead.</source>
        <translation>{layers}: 노드의 {share}가 모든 샘플에서 닫혀 있습니다: 죽은 노드.</translation>
    </message>
    <message>
        <source>No gradient reaches layer {number}.</source>
        <translation>{number}층에는 기울기가 닿지 않습니다.</translation>
    </message>
    <message>
        <source>{layers}: {share} of the activation function&apos;s outputs are within {near} of {bounds}: saturated.</source>
        <translation>{layers}: 활성화 함수 출력의 {share}가 {bounds}에서 {near} 이내입니다: 포화.</translation>
    </message>
    <message>
        <source>{layers}: the outputs lie near {mean} (standard deviation {std}): the nodes say the same thing.</source>
        <translation>{layers}: 출력이 {mean} 근처에 모여 있습니다(표준편차 {std}). 노드들이 같은 말을 합니다.</translation>
    </message>
    <message>
        <source>{layers}: units vary by {spread} (RMS) from sample to sample: what goes in hardly matters any more.</source>
        <translation>{layers}: 샘플에 따른 노드의 변화가 {spread}(RMS)뿐입니다. 무엇이 들어오든 거의 상관없습니다.</translation>
    </message>
    <message>
        <source>The activations shrink: a layer multiplies their standard deviation by {factor} on average, from {first} at layer 1 to {last} at layer {number}.</source>
        <translation>활성화 값이 줄어듭니다. 표준편차가 층마다 평균 {factor}배가 되어 1층 {first}에서 {number}층 {last}에 이릅니다.</translation>
    </message>
    <message>
        <source>The activations grow: a layer multiplies their standard deviation by {factor} on average, from {first} at layer 1 to {last} at layer {number}.</source>
        <translation>활성화 값이 커집니다. 표준편차가 층마다 평균 {factor}배가 되어 1층 {first}에서 {number}층 {last}에 이릅니다.</translation>
    </message>
    <message>
        <source>From layer {number} on back the gradient has outgrown all numbers, in part or all.</source>
        <translation>{number}층부터 거꾸로는 기울기의 일부나 전부가 더는 수가 아닙니다.</translation>
    </message>
    <message>
        <source>The gradient at layer 1 is {ratio} of that at layer {number}: it vanishes. A layer multiplies it by {factor} on average ({parts}).</source>
        <translation>1층의 기울기는 {number}층의 {ratio}배로 사라집니다. 층마다 평균 {factor}배가 됩니다({parts}).</translation>
    </message>
    <message>
        <source>The gradient at layer 1 is {ratio} times that at layer {number}: it explodes. A layer multiplies it by {factor} on average ({parts}).</source>
        <translation>1층의 기울기는 {number}층의 {ratio}배로 폭발합니다. 층마다 평균 {factor}배가 됩니다({parts}).</translation>
    </message>
    <message>
        <source>Yet the gradient does not vanish: at layer 1 it is {ratio} times that at layer {number}, because the large weights amplify what the open units let through. A layer multiplies it by {factor} on average ({parts}).</source>
        <translation>그래도 기울기는 사라지지 않습니다. 열린 노드를 통과한 기울기를 큰 가중치가 키워서 1층에서 {number}층의 {ratio}배입니다. 층마다 평균 {factor}배가 됩니다({parts}).</translation>
    </message>
    <message>
        <source>Yet the gradient does not vanish, it explodes: at layer 1 it is {ratio} times that at layer {number}, because the large weights amplify what the open units let through. A layer multiplies it by {factor} on average ({parts}).</source>
        <translation>그래도 기울기는 사라지지 않고 오히려 폭발합니다. 열린 노드를 통과한 기울기를 큰 가중치가 키워서 1층에서 {number}층의 {ratio}배입니다. 층마다 평균 {factor}배가 됩니다({parts}).</translation>
    </message>
    <message>
        <source>The gradient at layer 1 is {ratio} times that at layer {number}. A layer multiplies it by {factor} on average ({parts}).</source>
        <translation>1층의 기울기는 {number}층의 {ratio}배입니다. 층마다 평균 {factor}배가 됩니다({parts}).</translation>
    </message>
    <message>
        <source>slopes {through}, weights {gain}</source>
        <translation>미분 {through}, 가중치 {gain}</translation>
    </message>
    <message>
        <source>slopes {through}, weights {gain}, normalization and dropout {other}</source>
        <translation>미분 {through}, 가중치 {gain}, 정규화와 드롭아웃 {other}</translation>
    </message>
    <message>
        <source>The gradient keeps its size: at layer 1 it is {ratio} times that at layer {number}.</source>
        <translation>기울기가 크기를 유지합니다. 1층에서 {number}층의 {ratio}배입니다.</translation>
    </message>
    <message>
        <source>A single layer: the standard deviation of its activations is {std}.</source>
        <translation>층이 하나뿐입니다. 활성화 값의 표준편차는 {std}입니다.</translation>
    </message>
    <message>
        <source>The activations change on the way: standard deviation {first} at layer 1, {last} at layer {number}, and {least} to {most} between.</source>
        <translation>활성화 값이 도중에 변합니다. 표준편차가 1층 {first}, {number}층 {last}이고 그 사이에서 {least}에서 {most}까지입니다.</translation>
    </message>
    <message>
        <source>The activations keep their size: standard deviation {first} at layer 1, {last} at layer {number}.</source>
        <translation>활성화 값이 크기를 유지합니다. 표준편차가 1층 {first}, {number}층 {last}입니다.</translation>
    </message>
    <message>
        <source>{layers}: {share} not finite</source>
        <translation>{layers}: {share}가 유한하지 않음</translation>
    </message>
    <message>
        <source>{layers}: every output is 0</source>
        <translation>{layers}: 모든 출력이 0</translation>
    </message>
    <message>
        <source>gradient no number from layer {number} on back</source>
        <translation>{number}층부터 뒤로는 기울기가 수가 아님</translation>
    </message>
    <message>
        <source>no gradient reaches layer {number}</source>
        <translation>{number}층에는 기울기가 닿지 않음</translation>
    </message>
    <message>
        <source>gradient vanishes: {ratio} at layer 1</source>
        <translation>기울기 소실: 1층에서 {ratio}</translation>
    </message>
    <message>
        <source>gradient explodes: {ratio} times at layer 1</source>
        <translation>기울기 폭발: 1층에서 {ratio}배</translation>
    </message>
    <message>
        <source>{layers}: outputs near {mean}</source>
        <translation>{layers}: 출력이 {mean} 부근</translation>
    </message>
    <message>
        <source>a single layer: std {std}</source>
        <translation>층 하나: 표준편차 {std}</translation>
    </message>
    <message>
        <source>{layers}: what goes in hardly matters</source>
        <translation>{layers}: 입력이 거의 영향을 주지 않음</translation>
    </message>
    <message>
        <source>{layers}: {share} saturated</source>
        <translation>{layers}: {share} 포화</translation>
    </message>
    <message>
        <source>{layers}: {share} of the units dead</source>
        <translation>{layers}: 노드의 {share}가 죽음</translation>
    </message>
    <message>
        <source>activations grow: std {first} → {last}</source>
        <translation>활성화 값 증가: 표준편차 {first} → {last}</translation>
    </message>
    <message>
        <source>activations shrink: std {first} → {last}</source>
        <translation>활성화 값 감소: 표준편차 {first} → {last}</translation>
    </message>
    <message>
        <source>activations change: std {least} to {most}</source>
        <translation>활성화 값 변화: 표준편차 {least}에서 {most}까지</translation>
    </message>
    <message>
        <source>{layers}: slope below {closed} at {share}</source>
        <translation>{layers}: {share}에서 기울기 {closed} 미만</translation>
    </message>
    <message>
        <source>gradient {ratio} times at layer 1</source>
        <translation>1층에서 기울기 {ratio}배</translation>
    </message>
    <message>
        <source>activations keep their size</source>
        <translation>활성화 값의 크기 유지</translation>
    </message>
    <message>
        <source>activations and gradient keep their size</source>
        <translation>활성화 값과 기울기의 크기 유지</translation>
    </message>
    <message>
        <source>No run does much better in training than on the test set.</source>
        <translation>훈련 정확도가 시험 정확도보다 훨씬 높은 실행은 없습니다.</translation>
    </message>
    <message>
        <source>Widest gap between training and test accuracy: {gap} ({name}).</source>
        <translation>훈련과 시험 정확도의 가장 큰 격차: {gap} ({name})</translation>
    </message>
    <message>
        <source>way of choosing</source>
        <translation>고르는 방식</translation>
    </message>
    <message>
        <source>random</source>
        <translation>무작위</translation>
    </message>
    <message>
        <source>Every trial draws every setting anew: a hundred trials try a hundred learning rates.</source>
        <translation>시행마다 모든 설정을 새로 뽑습니다. 시행 100번이면 학습률도 100가지입니다.</translation>
    </message>
    <message>
        <source>grid</source>
        <translation>격자</translation>
    </message>
    <message>
        <source>All combinations of n values of each setting, in the middle of equal cells, tried in random order: a hundred trials on two axes try ten learning rates.</source>
        <translation>설정마다 n개의 값(똑같이 나눈 칸의 가운데)을 모두 짝지어 무작위 순서로 시도합니다. 두 축에서 시행 100번이면 학습률은 10가지뿐입니다.</translation>
    </message>
    <message>
        <source>values on each axis</source>
        <translation>축마다 값의 수</translation>
    </message>
    <message>
        <source>0: as many as the number of trials allows.</source>
        <translation>0: 시행 수가 허락하는 만큼.</translation>
    </message>
    <message>
        <source>Spread as evenly as can be, each axis in a base of its own (2, 3, 5 …), digits scrambled with the seed: no two trials share a learning rate, and no stretch is left empty.</source>
        <translation>축마다 다른 진법(2, 3, 5 …)으로 최대한 고르게 퍼뜨리고 자릿수를 시드로 뒤섞습니다. 학습률이 같은 시행은 없고, 비어 있는 구간도 없습니다.</translation>
    </message>
    <message>
        <source>early stopping</source>
        <translation>조기 중단</translation>
    </message>
    <message>
        <source>finished anyway</source>
        <translation>그래도 끝까지 훈련</translation>
    </message>
    <message>
        <source>Share of the stopped trials that is trained to the end after all: what has stopping cost?</source>
        <translation>중단한 시행 가운데 그래도 끝까지 훈련하는 비율. 중단해서 무엇을 잃었을까요?</translation>
    </message>
    <message>
        <source>trained to the end</source>
        <translation>끝까지 훈련</translation>
    </message>
    <message>
        <source>At least so many trials are trained to the end.</source>
        <translation>적어도 이만큼은 끝까지 훈련합니다.</translation>
    </message>
    <message>
        <source>never</source>
        <translation>중단 안 함</translation>
    </message>
    <message>
        <source>Every trial is trained to its end, as in the textbook.</source>
        <translation>교재처럼 모든 시행을 끝까지 훈련합니다.</translation>
    </message>
    <message>
        <source>halving</source>
        <translation>순차 반감법</translation>
    </message>
    <message>
        <source>one look</source>
        <translation>한 번 비교</translation>
    </message>
    <message>
        <source>All trials a little, the best of them longer, and so on: most effort for the best.</source>
        <translation>모든 시행을 조금씩, 그중 나은 것을 더 오래, 이렇게 거듭합니다. 가장 좋은 것에 가장 많이 들입니다.</translation>
    </message>
    <message>
        <source>factor</source>
        <translation>배율</translation>
    </message>
    <message>
        <source>One trial of so many goes on.</source>
        <translation>이만큼 가운데 하나만 계속합니다.</translation>
    </message>
    <message>
        <source>first rung</source>
        <translation>첫 단</translation>
    </message>
    <message>
        <source>Length after which trials are compared for the first time, counted like the whole length.</source>
        <translation>시행을 처음 비교하는 길이. 전체 길이와 같은 단위로 셉니다.</translation>
    </message>
    <message>
        <source>The plain rule: after one epoch the worst are stopped for good.</source>
        <translation>단순한 규칙: 한 에폭 뒤에 나쁜 것을 아주 중단합니다.</translation>
    </message>
    <message>
        <source>compared after</source>
        <translation>비교 시점</translation>
    </message>
    <message>
        <source>Length after which trials are compared, counted like the whole length.</source>
        <translation>시행을 비교하는 길이. 전체 길이와 같은 단위로 셉니다.</translation>
    </message>
    <message>
        <source>share that goes on</source>
        <translation>계속하는 비율</translation>
    </message>
    <message>
        <source>these results are not those of this search</source>
        <translation>이 결과는 이 탐색의 것이 아닙니다</translation>
    </message>
    <message>
        <source>Adam that divides by the largest v so far, so that a rare large gradient is not forgotten.</source>
        <translation>지금까지 가장 큰 v로 나누는 Adam. 드물게 나타난 큰 기울기를 잊지 않습니다.</translation>
    </message>
    <message>
        <source>Every step of every weight is η long: only the sign of the momentum counts. No decay in it.</source>
        <translation>모든 가중치가 스텝마다 η만큼 움직이고, 방향은 모멘텀의 부호만 정합니다. 가중치 감소는 들어 있지 않습니다.</translation>
    </message>
    <message>
        <source>z times the share of N(0, 1) below z: a smooth ReLU that dips below 0 before it rises.</source>
        <translation>z에 N(0, 1)이 z보다 작을 확률을 곱합니다. 매끄러운 ReLU로, 커지기 전에 0 아래로 조금 내려갑니다.</translation>
    </message>
    <message>
        <source>z times the sigmoid of β z: a smooth ReLU that dips below 0; with β = 1 it is called SiLU.</source>
        <translation>z에 β z의 시그모이드를 곱합니다. 0 아래로 조금 내려가는 매끄러운 ReLU로, β = 1이면 SiLU라고 합니다.</translation>
    </message>
    <message>
        <source>sharpness of the bend</source>
        <translation>꺾임의 날카로움</translation>
    </message>
    <message>
        <source>Heights from 3 to a million: where a step is safe on the walls, it is nothing in the valleys.</source>
        <translation>높이가 3에서 백만까지. 벽에서 안전한 학습률은 골짜기에서 너무 작습니다.</translation>
    </message>
    <message>
        <source>The best of {count} trials gets {accuracy} of {images} validation images right, give or take {error}.</source>
        <translation>시행 {count}개 가운데 가장 좋은 것은 검증 이미지 {images}장의 {accuracy}를 맞힙니다(표준오차 {error}).</translation>
    </message>
    <message>
        <source>All {count} trials diverged.</source>
        <translation>시행 {count}개가 모두 발산했습니다.</translation>
    </message>
    <message>
        <source>{count} of {all} trials diverged.</source>
        <translation>시행 {all}개 가운데 {count}개가 발산했습니다.</translation>
    </message>
    <message>
        <source>{count} of the first {of} lie at the lower end of the {setting}: widen the range.</source>
        <translation>상위 {of}개 가운데 {count}개가 {setting}의 아래 끝에 몰려 있습니다. 범위를 넓히세요.</translation>
    </message>
    <message>
        <source>{count} of the first {of} lie at the upper end of the {setting}: widen the range.</source>
        <translation>상위 {of}개 가운데 {count}개가 {setting}의 위 끝에 몰려 있습니다. 범위를 넓히세요.</translation>
    </message>
    <message>
        <source>{count} of the first {of} lie at the end of the {setting}, which goes no further.</source>
        <translation>상위 {of}개 가운데 {count}개가 {setting}의 끝에 몰려 있는데, 더 넓힐 수는 없습니다.</translation>
    </message>
    <message>
        <source>Of {stopped} stopped trials, {missed} would have reached the first {first}.</source>
        <translation>중단한 시행 {stopped}개 가운데 {missed}개는 상위 {first}개에 들었을 것입니다.</translation>
    </message>
    <message>
        <source>Of {stopped} stopped trials, {finished} were finished anyway; {missed} of these would have reached the first {first}.</source>
        <translation>중단한 시행 {stopped}개 가운데 {finished}개를 그래도 끝까지 훈련했고, 그중 {missed}개는 상위 {first}개에 들었을 것입니다.</translation>
    </message>
    <message>
        <source>{stopped} trials were stopped; none of them was finished anyway.</source>
        <translation>시행 {stopped}개를 중단했고, 그중 끝까지 훈련한 것은 없습니다.</translation>
    </message>
    <message>
        <source>Drawn again {draws} times, the validation images leave Best-1 first in {share} of the draws.</source>
        <translation>검증 이미지를 {draws}번 다시 뽑으면 Best-1은 그중 {share}에서 1등을 지킵니다.</translation>
    </message>
    <message>
        <source>No other trial comes up to it in more than one draw of twenty.</source>
        <translation>스무 번에 한 번보다 자주 그만큼 좋은 시행은 없습니다.</translation>
    </message>
    <message>
        <source>Best-1 to Best-{last} cannot be told apart.</source>
        <translation>Best-1부터 Best-{last}까지는 우열을 가릴 수 없습니다.</translation>
    </message>
    <message>
        <source>Best-1 and {count} others, down to Best-{last}, cannot be told apart.</source>
        <translation>Best-1과 다른 {count}개(Best-{last}까지)는 우열을 가릴 수 없습니다.</translation>
    </message>
    <message>
        <source>{count} networks with the same settings: the best looks {points} points better than their mean of {mean}, by other random numbers alone.</source>
        <translation>설정이 같은 신경망 {count}개: 난수만 다른데도 가장 좋은 것이 평균 {mean}보다 {points}%p 좋아 보입니다.</translation>
    </message>
    <message>
        <source>The best of {count} equally good networks is expected to show {accuracy}.</source>
        <translation>똑같이 좋은 신경망 {count}개 가운데 가장 좋은 것은 {accuracy}로 보이리라 기대됩니다.</translation>
    </message>
    <message>
        <source>Best-{place} with {count} other seeds: {mean} on average, give or take {std}.</source>
        <translation>Best-{place}을 다른 시드 {count}개로: 평균 {mean}, 표준편차 {std}.</translation>
    </message>
    <message>
        <source>Best-{place} with another seed: {mean}.</source>
        <translation>Best-{place}을 다른 시드로: {mean}.</translation>
    </message>
    <message>
        <source>Alone, the {setting} explains {share} of the differences in accuracy, more than any other.</source>
        <translation>{setting} 하나가 정확도 차이의 {share}를 설명합니다. 다른 어떤 설정보다 많습니다.</translation>
    </message>
    <message>
        <source>No setting explains much of the differences in accuracy alone.</source>
        <translation>정확도 차이를 혼자서 많이 설명하는 설정은 없습니다.</translation>
    </message>
    <message>
        <source>The best of {few} trials comes to {expected} on average, the best of all {count} to {best}.</source>
        <translation>시행 {few}개 가운데 가장 좋은 것은 평균 {expected}, {count}개 모두 가운데 가장 좋은 것은 {best}입니다.</translation>
    </message>
    <message>
        <source>{count} trials try {distinct} different values of the {setting}.</source>
        <translation>시행 {count}개가 시도하는 {setting} 값은 {distinct}가지입니다.</translation>
    </message>
    <message>
        <source>On {images} test images it gets {test} right; on the validation images it was {validation}.</source>
        <translation>시험 이미지 {images}장에서는 {test}를 맞힙니다. 검증 이미지에서는 {validation}였습니다.</translation>
    </message>
    <message>
        <source>expected a setting such as settings.seed, run.lr, runs.lr or view.scale, got {path}</source>
        <translation>settings.seed, run.lr, runs.lr, view.scale 같은 설정이어야 하는데 {path}입니다</translation>
    </message>
    <message>
        <source>question</source>
        <translation>질문</translation>
    </message>
    <message>
        <source>leaves: × {factor} a step at the end</source>
        <translation>떠남: 끝에서 스텝마다 × {factor}</translation>
    </message>
    <message>
        <source>leaves at step {step}</source>
        <translation>스텝 {step}에서 떠남</translation>
    </message>
    <message>
        <source>ends at step {step}</source>
        <translation>스텝 {step}에서 끊김</translation>
    </message>
    <message>
        <source>no minimum is known</source>
        <translation>최솟값을 모름</translation>
    </message>
    <message>
        <source>swings wider: × {factor} a step on average</source>
        <translation>더 넓게 흔들림: 스텝마다 평균 × {factor}</translation>
    </message>
    <message>
        <source>keeps bouncing</source>
        <translation>계속 튕김</translation>
    </message>
    <message>
        <source>zig-zags for long</source>
        <translation>오래 지그재그</translation>
    </message>
    <message>
        <source>zig-zags, settles</source>
        <translation>지그재그 뒤 수렴</translation>
    </message>
    <message>
        <source>stuck: gradient {gradient}</source>
        <translation>갇힘: 기울기 {gradient}</translation>
    </message>
    <message>
        <source>comes no nearer</source>
        <translation>가까워지지 않음</translation>
    </message>
    <message>
        <source>arrives</source>
        <translation>도착</translation>
    </message>
    <message>
        <source>swings past it</source>
        <translation>지나쳐 흔들림</translation>
    </message>
    <message>
        <source>creeps along {axis}</source>
        <translation>{axis} 방향으로 느림</translation>
    </message>
    <message>
        <source>comes nearer</source>
        <translation>가까워짐</translation>
    </message>
    <message>
        <source>too short to say</source>
        <translation>너무 짧음</translation>
    </message>
    <message>
        <source>{name} has **one η for both axes: {rate}**, however steep they are.</source>
        <translation>{name}: **두 축의 η가 {rate}(으)로 같습니다**. 가파르든 아니든 같습니다.</translation>
    </message>
    <message>
        <source>The first step of {name} is **{x} in x and {y} in y**: not alike on both axes.</source>
        <translation>{name}의 첫 걸음: **x로 {x}, y로 {y}**. 두 축이 다릅니다.</translation>
    </message>
    <message>
        <source>The first step is **η = {rate} on both axes**, however steep.</source>
        <translation>첫 걸음은 가파르기와 상관없이 **두 축 모두 η = {rate}**입니다.</translation>
    </message>
    <message>
        <source>The first step is {x} on both axes: **{times} times η**, as the start at 0 is not corrected.</source>
        <translation>첫 걸음은 두 축 모두 {x}: 0에서 시작한 것을 보정하지 않아 **η의 {times}배**입니다.</translation>
    </message>
    <message>
        <source>The first step is {x} on both axes, **{times} times η**, however steep.</source>
        <translation>첫 걸음은 가파르기와 상관없이 두 축 모두 {x}, **η의 {times}배**입니다.</translation>
    </message>
    <message>
        <source>After {steps} steps {best} is at **f = {f}**.</source>
        <translation>{steps}스텝 뒤 {best}: **f = {f}**.</translation>
    </message>
    <message>
        <source>At step {steps}: **{best} lowest, f = {f}**; {others}.</source>
        <translation>스텝 {steps}: **{best} 최저, f = {f}**, {others}.</translation>
    </message>
    <message>
        <source>At step {step} {name} has **the same effective η on both axes: {rate}.**</source>
        <translation>스텝 {step}에서 {name}의 **실효 η는 두 축이 같습니다: {rate}.**</translation>
    </message>
    <message>
        <source>At step {step} **x has an effective η of {x}, y one of {y}**; they began as steep.</source>
        <translation>스텝 {step}의 **실효 η: x {x}, y {y}**. 처음에는 똑같이 가팔랐습니다.</translation>
    </message>
    <message>
        <source>At step {step} {steep}, steep at first, has an effective η of {small}, {flat} {large}: **{times} times as much.**</source>
        <translation>스텝 {step}의 실효 η: 처음에 가파른 {steep}는 {small}, {flat}는 {large}: **{times}배입니다.**</translation>
    </message>
    <message>
        <source>At step {step} {steep}, steep at first, has the **larger effective η: {large}**, {flat} {small}.</source>
        <translation>스텝 {step}에서 처음에 가파른 {steep}의 **실효 η가 더 큽니다: {large}**. {flat}는 {small}입니다.</translation>
    </message>
    <message>
        <source>The effective η of {name} in {axis} only fell, to {part}, **yet it comes within {distance} of the minimum.**</source>
        <translation>{name}: {axis}의 실효 η가 계속 줄어 처음의 {part}배가 되었지만 **최솟값까지 {distance} 남기고 다가갑니다.**</translation>
    </message>
    <message>
        <source>The farthest, {name}, is {distance} from the minimum; **its effective η is not known.**</source>
        <translation>가장 먼 {name}: 최솟값까지 {distance}. **실효 η는 알 수 없습니다.**</translation>
    </message>
    <message>
        <source>The farthest, {name}, is {distance} from the minimum; **its effective η in {axis} has not died:** {part} of its first.</source>
        <translation>가장 먼 {name}: 최솟값까지 {distance}. **{axis}의 실효 η는 죽지 않았습니다:** 처음의 {part}배.</translation>
    </message>
    <message>
        <source>The farthest, {name}, is {distance} from the minimum; **its effective η in {axis} rose and fell, to {part}.**</source>
        <translation>가장 먼 {name}: 최솟값까지 {distance}. **{axis}의 실효 η는 오르내리다가 처음의 {part}배가 되었습니다.**</translation>
    </message>
    <message>
        <source>**{name} is still {distance} from the minimum**: its η in {axis} fell to {part}.</source>
        <translation>**{name}: 최솟값까지 아직 {distance}**. {axis}의 실효 η가 {part}(으)로 줄었습니다.</translation>
    </message>
    <message>
        <source>**{name} is still {distance} away**, {best} {nearest}: the η of {name} in {axis} fell to {part}.</source>
        <translation>**{name}: 아직 {distance} 남음**, {best} {nearest}: {axis}에서 {name}의 실효 η가 {part}(으)로 줄었습니다.</translation>
    </message>
    <message>
        <source>The first step of {name} **does not move it.**</source>
        <translation>{name}: 첫 걸음에 **움직이지 않습니다.**</translation>
    </message>
    <message>
        <source>The first step is {x} on both axes, **{times} times η**: they are as steep.</source>
        <translation>첫 걸음은 두 축 모두 {x}, **η의 {times}배**: 두 축이 똑같이 가파릅니다.</translation>
    </message>
    <message>
        <source>The first step is **η = {rate} on both axes**, however steep: m gives the way, v the scale.</source>
        <translation>첫 걸음은 가파르기와 상관없이 **두 축 모두 η = {rate}**: m이 방향을, v가 크기를 정합니다.</translation>
    </message>
    <message>
        <source>**Every path is gone.**</source>
        <translation>**남은 경로가 없습니다.**</translation>
    </message>
    <message>
        <source>After {steps} steps {best} is at **f = {f}**; all others are gone.</source>
        <translation>{steps}스텝 뒤 {best}: **f = {f}**. 나머지는 모두 떠났거나 끊겼습니다.</translation>
    </message>
    <message>
        <source>At step {steps}: **{best} lowest, f = {f}**; {others}; {gone} gone.</source>
        <translation>스텝 {steps}: **{best} 최저, f = {f}**, {others}. {gone}개는 떠났거나 끊겼습니다.</translation>
    </message>
    <message>
        <source>In {steps} steps **{settled} of {all} paths settle, {left} leave.**</source>
        <translation>{steps}스텝 동안 경로 {all}개 중 **{settled}개가 수렴하고 {left}개가 떠납니다.**</translation>
    </message>
    <message>
        <source>{settled} of {all} paths settle: **here η alone does not decide.**</source>
        <translation>경로 {all}개 중 {settled}개가 수렴합니다. **여기서는 η만으로 정해지지 않습니다.**</translation>
    </message>
    <message>
        <source>{settled} of {all} paths settle: **here a larger η is not always the worse one.**</source>
        <translation>경로 {all}개 중 {settled}개가 수렴합니다. **여기서는 큰 η가 늘 더 나쁜 것은 아닙니다.**</translation>
    </message>
    <message>
        <source>**Every path settles from this start**, even above the limit η = {limit}.</source>
        <translation>**이 시작점에서는** 한계 η = {limit} 위에서도 **모든 경로가 수렴합니다.**</translation>
    </message>
    <message>
        <source>Every path settles: **no rate is above the limit η = {limit}.**</source>
        <translation>모든 경로가 수렴합니다. **한계 η = {limit}보다 큰 학습률이 없습니다.**</translation>
    </message>
    <message>
        <source>Every path settles, **even with the largest rate, η = {rate}.**</source>
        <translation>모든 경로가 수렴합니다. **가장 큰 학습률 η = {rate}에서도 그렇습니다.**</translation>
    </message>
    <message>
        <source>At η = {bounce} the path **keeps bouncing**; below, every path settles.</source>
        <translation>η = {bounce}에서는 경로가 **계속 튕기고**, 그 아래에서는 모두 수렴합니다.</translation>
    </message>
    <message>
        <source>At η = {bounce} the path **keeps bouncing.**</source>
        <translation>η = {bounce}에서는 경로가 **계속 튕깁니다.**</translation>
    </message>
    <message>
        <source>Below η = {limit} all settle; **at {limit} it keeps bouncing, at {highest} {how}.**</source>
        <translation>η = {limit} 아래에서는 모두 수렴하고, **{limit}에서는 계속 튕기며, {highest}에서는 {how}.**</translation>
    </message>
    <message>
        <source>{far} grows × {factor} a step on average</source>
        <translation>{far}가 스텝마다 평균 × {factor}배로 커집니다</translation>
    </message>
    <message>
        <source>{far} grows × {factor} a step at the end</source>
        <translation>끝에서 {far}가 스텝마다 × {factor}배로 커집니다</translation>
    </message>
    <message>
        <source>the path ends</source>
        <translation>경로가 끊깁니다</translation>
    </message>
    <message>
        <source>The limit is η = {limit}: **at {highest}, above it, {how}.**</source>
        <translation>한계는 η = {limit}: **그 위인 {highest}에서는 {how}.**</translation>
    </message>
    <message>
        <source>No path settles: **at η = {highest} {how}.**</source>
        <translation>수렴하는 경로가 없습니다. **η = {highest}에서는 {how}.**</translation>
    </message>
    <message>
        <source>Up to η = {largest} every path settles; **at {highest} {how}.**</source>
        <translation>η = {largest}까지는 모두 수렴하고, **{highest}에서는 {how}.**</translation>
    </message>
    <message>
        <source>{name} does not settle: **it ends at step {step}.**</source>
        <translation>{name}: 수렴하지 않습니다. **스텝 {step}에서 끊깁니다.**</translation>
    </message>
    <message>
        <source>{name} does not settle: **at the end {far} grows × {factor} a step.**</source>
        <translation>{name}: 수렴하지 않습니다. **끝에서 {far}가 스텝마다 × {factor}배로 커집니다.**</translation>
    </message>
    <message>
        <source>the minimum</source>
        <translation>최솟값</translation>
    </message>
    <message>
        <source>the nearest minimum</source>
        <translation>가장 가까운 최솟값</translation>
    </message>
    <message>
        <source>At the start the ground is level: **the gradient is 0.**</source>
        <translation>시작점은 평평합니다. **기울기가 0입니다.**</translation>
    </message>
    <message>
        <source>Downhill from the start, f falls at first by **{slope} a unit of the way.**</source>
        <translation>시작점에서 내리막으로 가면 f가 처음에 **거리 1마다 {slope}씩 줄어듭니다.**</translation>
    </message>
    <message>
        <source>No zig-zag: **the path of {name} is only {times} times as long as the straight way.**</source>
        <translation>지그재그가 없습니다: **{name}의 경로는 직선 거리의 {times}배에 불과합니다.**</translation>
    </message>
    <message>
        <source>No zig-zag, yet **the path of {name} is {times} times as long as the straight way.**</source>
        <translation>지그재그는 없지만 **{name}의 경로는 직선 거리의 {times}배입니다.**</translation>
    </message>
    <message>
        <source>{axis} overshoots the minimum, {axis} = {place}, {when}: its distance goes × {factor} a step.</source>
        <translation>{axis}는 {when} 최솟값({axis} = {place})을 지나칩니다: 거리는 스텝마다 × {factor}.</translation>
    </message>
    <message>
        <source>{axis} nears the minimum, {axis} = {place}, {when}: its distance goes × {factor} a step.</source>
        <translation>{axis}는 {when} 최솟값({axis} = {place})에 다가갑니다: 거리는 스텝마다 × {factor}.</translation>
    </message>
    <message>
        <source>at every step</source>
        <translation>스텝마다</translation>
    </message>
    <message>
        <source>at each of the first {count} steps</source>
        <translation>처음 {count}스텝 동안 매번</translation>
    </message>
    <message>
        <source>{axis} turns back at {turned} of {count} steps: a zig-zag.</source>
        <translation>{axis}는 {count}스텝 중 {turned}번 되돌아섭니다: 지그재그.</translation>
    </message>
    <message>
        <source>{axis} turns back at {turned} of its first {count} steps, then rests: a zig-zag.</source>
        <translation>{axis}는 처음 {count}스텝 중 {turned}번 되돌아서고 그 뒤 멈춥니다: 지그재그.</translation>
    </message>
    <message>
        <source>{axis} strays: at most {first} from {axis} = {place} in the first half of the steps, {second} in the second.</source>
        <translation>{axis}가 벗어납니다: {axis} = {place}에서 전반에는 최대 {first}, 후반에는 최대 {second} 떨어집니다.</translation>
    </message>
    <message>
        <source>The effective learning rate of {axis} has only fallen, to {part} of its first value.</source>
        <translation>{axis}의 실효 학습률이 계속 줄기만 해서 처음의 {part}배가 되었습니다.</translation>
    </message>
    <message>
        <source>{axis} turns back {how}: **the path is {times} times as long as the straight way.**</source>
        <translation>{axis}가 {how} 방향을 바꿉니다: **경로가 직선 거리의 {times}배입니다.**</translation>
    </message>
    <message>
        <source>The start is **at a minimum**: downhill leads nowhere.</source>
        <translation>시작점이 **최솟값에 있습니다**: 내리막이 없습니다.</translation>
    </message>
    <message>
        <source>Downhill from the start points **to {minimum}, within {angle}°.**</source>
        <translation>시작점의 내리막은 **{angle}° 이내로 {minimum}을 향합니다.**</translation>
    </message>
    <message>
        <source>Downhill from the start points **{angle}° past {minimum}.**</source>
        <translation>시작점의 내리막은 {minimum}에서 **{angle}° 빗나갑니다.**</translation>
    </message>
    <message>
        <source>Downhill from the start points **{angle}° past {minimum}**: {steep} is {times} times as steep as {flat}.</source>
        <translation>시작점의 내리막은 {minimum}에서 **{angle}° 빗나갑니다**: {steep}가 {flat}보다 {times}배 가파릅니다.</translation>
    </message>
    <message>
        <source>{name} **does not move** from its start.</source>
        <translation>{name}: 시작점에서 **움직이지 않습니다.**</translation>
    </message>
    <message>
        <source>{name} ends **where it began.**</source>
        <translation>{name}: **시작한 곳에서 끝납니다.**</translation>
    </message>
    <message>
        <source>at {turned} of {steps} steps</source>
        <translation>{steps}스텝 중 {turned}번</translation>
    </message>
    <message>
        <source>{name} still zig-zags: **{axis} turns back at {turned} of {steps} steps.**</source>
        <translation>{name}: 여전히 지그재그입니다. **{axis}가 {steps}스텝 중 {turned}번 방향을 바꿉니다.**</translation>
    </message>
    <message>
        <source>No zig-zag: {across} turns back at {turned} of {steps} steps, **{along} rolls {past} past {minimum}.**</source>
        <translation>지그재그가 없습니다: {across}는 {steps}스텝 중 {turned}번 방향을 바꾸고, **{along}는 {minimum}을 {past}만큼 지나칩니다.**</translation>
    </message>
    <message>
        <source>No zig-zag: {across} turns back at {turned} of {steps} steps, **{along} is still {left} before {minimum}.**</source>
        <translation>지그재그가 없습니다: {across}는 {steps}스텝 중 {turned}번 방향을 바꾸고, **{along}는 {minimum}까지 아직 {left} 남았습니다.**</translation>
    </message>
    <message>
        <source>No zig-zag: {across} turns back at {turned} of {steps} steps, **{along} comes to {minimum}.**</source>
        <translation>지그재그가 없습니다: {across}는 {steps}스텝 중 {turned}번 방향을 바꾸고, **{along}는 {minimum}에 이릅니다.**</translation>
    </message>
    <message>
        <source>After {steps} steps with α {more}: **f = {f_more}.**</source>
        <translation>α {more}, {steps}스텝 뒤: **f = {f_more}.**</translation>
    </message>
    <message>
        <source>After {steps} steps **α {more} is at f = {f_more}**, α {less} still at {f_less}: memory helps.</source>
        <translation>{steps}스텝 뒤 **α {more}은 f = {f_more}**, α {less}은 아직 {f_less}: 기억이 도움이 됩니다.</translation>
    </message>
    <message>
        <source>After {steps} steps **α {less} is at f = {f_less}**, α {more} at {f_more}: memory does not help.</source>
        <translation>{steps}스텝 뒤 **α {less}은 f = {f_less}**, α {more}은 {f_more}: 기억이 도움이 되지 않습니다.</translation>
    </message>
    <message>
        <source>{names} does not stay in a dent: **it ends {distance} from the minimum.**</source>
        <translation>{names}: 움푹한 곳에 머물지 않습니다. **최솟값까지 {distance} 남습니다.**</translation>
    </message>
    <message>
        <source>No path stays in a dent: **the farthest ends {distance} from the minimum.**</source>
        <translation>움푹한 곳에 머무는 경로가 없습니다. **가장 먼 것이 최솟값까지 {distance} 남습니다.**</translation>
    </message>
    <message>
        <source>{count} of {all} paths end nearest to the minimum; **none rests in a dent.**</source>
        <translation>경로 {all}개 중 {count}개가 최솟값 가까이에서 끝납니다. **움푹한 곳에 멈춘 것은 없습니다.**</translation>
    </message>
    <message>
        <source>**{names}: stuck in a dent, gradient {gradient}**; nobody gets past it.</source>
        <translation>**{names}: 움푹한 곳에 갇힘, 기울기 {gradient}**. 아무도 지나가지 못합니다.</translation>
    </message>
    <message>
        <source>**{names}: stuck in a dent, gradient {gradient}**; no other comes to the minimum.</source>
        <translation>**{names}: 움푹한 곳에 갇힘, 기울기 {gradient}**. 나머지도 최솟값에 이르지 못합니다.</translation>
    </message>
    <message>
        <source>**{names}: stuck in a dent, gradient {gradient}**; {others}: {distance} from the minimum.</source>
        <translation>**{names}: 움푹한 곳에 갇힘, 기울기 {gradient}**. {others}: 최솟값까지 {distance}.</translation>
    </message>
    <message>
        <source>is no number any more</source>
        <translation>더는 수가 아님</translation>
    </message>
    <message>
        <source>is 0</source>
        <translation>0이 됨</translation>
    </message>
    <message>
        <source>vanishes to {ratio}</source>
        <translation>{ratio}로 소실</translation>
    </message>
    <message>
        <source>shrinks to {ratio}</source>
        <translation>{ratio}로 줄어듦</translation>
    </message>
    <message>
        <source>keeps its size, × {ratio}</source>
        <translation>크기 유지, × {ratio}</translation>
    </message>
    <message>
        <source>grows × {ratio}</source>
        <translation>× {ratio}로 커짐</translation>
    </message>
    <message>
        <source>explodes × {ratio}</source>
        <translation>× {ratio}로 폭발</translation>
    </message>
    <message>
        <source>{name} **{what}**</source>
        <translation>{name}에서는 **{what}**</translation>
    </message>
    <message>
        <source>{name} {what}</source>
        <translation>{name}에서는 {what}</translation>
    </message>
    <message>
        <source>Gradient, last layer to first: {clauses}.</source>
        <translation>마지막 층에서 1층까지 기울기: {clauses}.</translation>
    </message>
    <message>
        <source>From layer {number} back to layer 1 the gradient **{what}**.</source>
        <translation>{number}층에서 1층까지 기울기: **{what}**.</translation>
    </message>
    <message>
        <source>Spread of the activations, first layer to last: {clauses}.</source>
        <translation>1층에서 마지막 층까지 활성화 값의 퍼짐: {clauses}.</translation>
    </message>
    <message>
        <source>**Every output is 0** in {layers}: nothing gets through.</source>
        <translation>{layers}: **모든 출력이 0**이라 아무것도 지나가지 못합니다.</translation>
    </message>
    <message>
        <source>**{share} of the outputs are no numbers any more** in {layers}.</source>
        <translation>{layers}: **출력의 {share}가 더는 수가 아닙니다.**</translation>
    </message>
    <message>
        <source>**{share} of the outputs lie near {ends}** in {layers}; the gradient {gradient}.</source>
        <translation>{layers}: **출력의 {share}가 {ends} 가까이 몰립니다.** 기울기: {gradient}.</translation>
    </message>
    <message>
        <source>**{share} of the outputs lie near {ends}**, {closed} let almost nothing back; the gradient {gradient}.</source>
        <translation>**출력의 {share}가 {ends} 가까이 몰리고**, {closed}는 기울기를 거의 통과시키지 않습니다. 기울기: {gradient}.</translation>
    </message>
    <message>
        <source>**{share} of the outputs lie near {ends}**, {closed} let almost nothing back; yet the gradient {gradient}.</source>
        <translation>**출력의 {share}가 {ends} 가까이 몰리고**, {closed}는 기울기를 거의 통과시키지 않습니다. 그래도 기울기: {gradient}.</translation>
    </message>
    <message>
        <source>**The outputs lie near {mean}** in {layers}: the nodes say the same thing; the gradient {gradient}.</source>
        <translation>{layers}: **출력이 {mean} 가까이** 있어 노드들이 같은 말을 합니다. 기울기: {gradient}.</translation>
    </message>
    <message>
        <source>Spread of the outputs, layer 1 to {number}: **{what}**, {first} → {last}; the gradient {gradient}.</source>
        <translation>1층에서 {number}층까지 출력의 퍼짐: **{what}**, {first} → {last}. 기울기: {gradient}.</translation>
    </message>
    <message>
        <source>The single layer **{what}**.</source>
        <translation>하나뿐인 층: **{what}**.</translation>
    </message>
    <message>
        <source>dies out</source>
        <translation>사라짐</translation>
    </message>
    <message>
        <source>shrinks slowly</source>
        <translation>천천히 줄어듦</translation>
    </message>
    <message>
        <source>grows slowly</source>
        <translation>천천히 커짐</translation>
    </message>
    <message>
        <source>shrinks</source>
        <translation>줄어듦</translation>
    </message>
    <message>
        <source>keeps its size</source>
        <translation>크기 유지</translation>
    </message>
    <message>
        <source>grows</source>
        <translation>커짐</translation>
    </message>
    <message>
        <source>explodes</source>
        <translation>폭발</translation>
    </message>
    <message>
        <source>spreads by {std}</source>
        <translation>퍼짐 {std}</translation>
    </message>
    <message>
        <source>has its outputs near {mean}</source>
        <translation>출력이 {mean} 가까이</translation>
    </message>
    <message>
        <source>has {share} of the outputs near {ends}</source>
        <translation>출력의 {share}가 {ends} 가까이</translation>
    </message>
    <message>
        <source>has all outputs at 0</source>
        <translation>모든 출력이 0</translation>
    </message>
    <message>
        <source>has outgrown all numbers</source>
        <translation>수의 범위를 넘음</translation>
    </message>
    <message>
        <source>At the last layer, {clauses}.</source>
        <translation>마지막 층: {clauses}.</translation>
    </message>
    <message>
        <source>With σ = {sigma}, at the last layer, {clauses}.</source>
        <translation>σ = {sigma}일 때 마지막 층: {clauses}.</translation>
    </message>
    <message>
        <source>At the last layer **no network has lost its spread**: {clauses}.</source>
        <translation>마지막 층에서 **퍼짐을 잃은 신경망이 없습니다**: {clauses}.</translation>
    </message>
    <message>
        <source>With σ = {sigma} **no network has lost its spread** at the last layer: {clauses}.</source>
        <translation>σ = {sigma}이면 마지막 층에서 **퍼짐을 잃은 신경망이 없습니다**: {clauses}.</translation>
    </message>
    <message>
        <source>{slope} (at most {most})</source>
        <translation>{slope} (최대 {most})</translation>
    </message>
    <message>
        <source>Slope that the values meet, on average: {clauses}.</source>
        <translation>값들이 만나는 평균 기울기: {clauses}.</translation>
    </message>
    <message>
        <source>no numbers</source>
        <translation>수가 아님</translation>
    </message>
    <message>
        <source>gradient lost</source>
        <translation>기울기: 수가 아님</translation>
    </message>
    <message>
        <source>signal huge</source>
        <translation>신호 폭발</translation>
    </message>
    <message>
        <source>gradient low</source>
        <translation>기울기 줄어듦</translation>
    </message>
    <message>
        <source>signal low</source>
        <translation>신호 줄어듦</translation>
    </message>
    <message>
        <source>gradient high</source>
        <translation>기울기 커짐</translation>
    </message>
    <message>
        <source>signal high</source>
        <translation>신호 커짐</translation>
    </message>
    <message>
        <source>signal is 0</source>
        <translation>신호 0</translation>
    </message>
    <message>
        <source>gradient is 0</source>
        <translation>기울기 0</translation>
    </message>
    <message>
        <source>signal dies</source>
        <translation>신호 소실</translation>
    </message>
    <message>
        <source>gradient dies</source>
        <translation>기울기 소실</translation>
    </message>
    <message>
        <source>gradient huge</source>
        <translation>기울기 폭발</translation>
    </message>
    <message>
        <source>grad. lost</source>
        <translation>기울기 없음</translation>
    </message>
    <message>
        <source>grad. is 0</source>
        <translation>기울기 0</translation>
    </message>
    <message>
        <source>grad. dies</source>
        <translation>기울기 소실</translation>
    </message>
    <message>
        <source>grad. huge</source>
        <translation>기울기 폭주</translation>
    </message>
    <message>
        <source>grad. low</source>
        <translation>기울기 작음</translation>
    </message>
    <message>
        <source>grad. high</source>
        <translation>기울기 큼</translation>
    </message>
    <message>
        <source>saturated</source>
        <translation>포화</translation>
    </message>
    <message>
        <source>all alike</source>
        <translation>모두 같음</translation>
    </message>
    <message>
        <source>one layer</source>
        <translation>층 하나</translation>
    </message>
    <message>
        <source>good</source>
        <translation>좋음</translation>
    </message>
    <message>
        <source>**A single layer** has no other whose size it could keep.</source>
        <translation>**층이 하나뿐이라** 크기를 견줄 다른 층이 없습니다.</translation>
    </message>
    <message>
        <source>**No combination** is good, with size kept and outputs spread.</source>
        <translation>크기가 유지되고 출력이 퍼지는 **좋은 조합이 없습니다.**</translation>
    </message>
    <message>
        <source>**{good} of {all}** are good, with size kept and outputs spread; most often with **{best}**: {most} of {rows}.</source>
        <translation>{all}개 가운데 **{good}개**가 크기를 유지하고 출력도 퍼져 좋습니다. 가장 자주: **{best}**, {rows}개 가운데 {most}개.</translation>
    </message>
    <message>
        <source>After {done} epochs</source>
        <translation>{done}에폭 뒤</translation>
    </message>
    <message>
        <source>After {done} steps</source>
        <translation>{done}스텝 뒤</translation>
    </message>
    <message>
        <source>After {done} of {planned} epochs</source>
        <translation>{planned}에폭 중 {done}에폭 뒤</translation>
    </message>
    <message>
        <source>After {done} of {planned} steps</source>
        <translation>{planned}스텝 중 {done}스텝 뒤</translation>
    </message>
    <message>
        <source>{name} **diverged at step {step}**</source>
        <translation>{name} **{step}스텝에서 발산**</translation>
    </message>
    <message>
        <source>{sentence} But {more}.</source>
        <translation>{sentence} 그러나 {more}.</translation>
    </message>
    <message>
        <source>Same network, same mini-batches: whose loss falls fastest? Press Run.</source>
        <translation>같은 신경망, 같은 미니배치: 누구의 손실이 가장 빨리 줄어들까요? 실행을 누르세요.</translation>
    </message>
    <message>
        <source>{when}: {runs}.</source>
        <translation>{when}: {runs}.</translation>
    </message>
    <message>
        <source>{when}: {first} has a loss of **{lowest}**.</source>
        <translation>{when}: {first}의 손실 **{lowest}**.</translation>
    </message>
    <message>
        <source>{when} **all are level**, losses {lowest} to {highest}.</source>
        <translation>{when} **모두 비슷합니다**. 손실 {lowest} ~ {highest}.</translation>
    </message>
    <message>
        <source>{when} **{first} and {last} are level**, losses {lowest} and {highest}.</source>
        <translation>{when} **{first}, {last}: 비슷합니다**. 손실 {lowest}, {highest}.</translation>
    </message>
    <message>
        <source>{when} **{leaders} lead**, loss {losses}; **{last} is last**, {highest}.</source>
        <translation>{when} **선두는 {leaders}**, 손실 {losses}. **꼴찌는 {last}**, {highest}.</translation>
    </message>
    <message>
        <source>{when} **{first} leads**, loss {lowest}; **{last} is last**, {highest}.</source>
        <translation>{when} **선두는 {first}**, 손실 {lowest}. **꼴찌는 {last}**, {highest}.</translation>
    </message>
    <message>
        <source>Which losses fall, and which stay where they began? Press Run.</source>
        <translation>어느 손실이 줄고, 어느 손실이 처음 그대로일까요? 실행을 누르세요.</translation>
    </message>
    <message>
        <source>{name} is at {loss}</source>
        <translation>{name} 손실 {loss}</translation>
    </message>
    <message>
        <source>{when} **all have learned**; the loss of {others}.</source>
        <translation>{when} **모두 배웠습니다**. 손실: {others}.</translation>
    </message>
    <message>
        <source>{when} **none has learned anything yet**: loss {value}.</source>
        <translation>{when} **아직 아무도 배우지 못했습니다**: 손실 {value}.</translation>
    </message>
    <message>
        <source>{when} **{names} has learned nothing, loss {value}**; {others}.</source>
        <translation>{when} **{names}: 배운 것이 없음, 손실 {value}**. 다른 손실: {others}.</translation>
    </message>
    <message>
        <source>Which run has {target} of the training images right first? Press Run.</source>
        <translation>어느 실행이 훈련 이미지의 {target}를 먼저 맞힐까요? 실행을 누르세요.</translation>
    </message>
    <message>
        <source>{name} **after {epoch} epochs**</source>
        <translation>{name} **{epoch}에폭 뒤**</translation>
    </message>
    <message>
        <source>{name} after {epoch} epochs</source>
        <translation>{name} {epoch}에폭 뒤</translation>
    </message>
    <message>
        <source>{name} not yet</source>
        <translation>{name} 아직</translation>
    </message>
    <message>
        <source>{when}, {target} of the training images right: {clauses}.</source>
        <translation>{when}, 훈련 이미지의 {target}를 맞힌 때: {clauses}.</translation>
    </message>
    <message>
        <source>{target} of the training images right: {clauses}. On new images they are level, {share}.</source>
        <translation>훈련 이미지의 {target}를 맞힌 때: {clauses}. 새 이미지에서는 비슷합니다({share}).</translation>
    </message>
    <message>
        <source>{target} of the training images right: {clauses}. On new images {best} and {second} lead, {share}.</source>
        <translation>훈련 이미지의 {target}를 맞힌 때: {clauses}. 새 이미지에서 선두는 {best}, {second}({share}).</translation>
    </message>
    <message>
        <source>{target} of the training images right: {clauses}. On new images {best} is ahead, {share} to {other}.</source>
        <translation>훈련 이미지의 {target}를 맞힌 때: {clauses}. 새 이미지에서 앞선 쪽: {best}, {share} 대 {other}.</translation>
    </message>
    <message>
        <source>Will it do as well on new images as on those it trains on? Press Run.</source>
        <translation>훈련한 이미지만큼 새 이미지도 잘 맞힐까요? 실행을 누르세요.</translation>
    </message>
    <message>
        <source>{when}: {train} of the training images right, {test} of new ones: **hardly a gap**.</source>
        <translation>{when}: 훈련 이미지 {train}, 새 이미지 {test} 정답: **격차가 거의 없습니다**.</translation>
    </message>
    <message>
        <source>Every training image right after {epoch} epochs; of new images **{wrong} are wrong**.</source>
        <translation>{epoch}에폭 뒤 훈련 이미지를 모두 맞힙니다. 새 이미지는 **{wrong}를 틀립니다**.</translation>
    </message>
    <message>
        <source>{when}: {train} of the training images right, {test} of new ones: **a gap of {gap}**.</source>
        <translation>{when}: 훈련 이미지 {train}, 새 이미지 {test} 정답: **격차 {gap}**.</translation>
    </message>
    <message>
        <source>Widest gap, {name}. {sentence}</source>
        <translation>격차가 가장 큰 실행은 {name}. {sentence}</translation>
    </message>
    <message>
        <source>Does the gap narrow, and what does that cost on new images? Press Run.</source>
        <translation>격차가 줄어들까요? 그 대가로 새 이미지에서 무엇을 잃을까요? 실행을 누르세요.</translation>
    </message>
    <message>
        <source>{when} **no run does better than guessing**, at most {share} of the training images right.</source>
        <translation>{when} **찍는 것보다 나은 실행이 없습니다**. 훈련 이미지 정답은 많아야 {share}.</translation>
    </message>
    <message>
        <source>{when}, training less test: {clauses}.</source>
        <translation>{when}, 훈련과 시험의 격차: {clauses}.</translation>
    </message>
    <message>
        <source>{names} **only guesses**: {share} right</source>
        <translation>{names}: **찍기만 합니다** (정답 {share})</translation>
    </message>
    <message>
        <source>**only guessing**: {names}</source>
        <translation>**찍기만 하는 실행**: {names}</translation>
    </message>
    <message>
        <source>{name} **{gap}**</source>
        <translation>{name} **{gap}**</translation>
    </message>
    <message>
        <source>{when} {name} **narrows the gap, {before} to {after}**; new images right: {test}, plain {other}.</source>
        <translation>{when} {name}: **격차가 {before}에서 {after}로 줄었습니다**. 새 이미지 정답 {test}, 기본 {other}.</translation>
    </message>
    <message>
        <source>{when} {name} **widens the gap, {before} to {after}**; new images right: {test}, plain {other}.</source>
        <translation>{when} {name}: **격차가 {before}에서 {after}로 늘었습니다**. 새 이미지 정답 {test}, 기본 {other}.</translation>
    </message>
    <message>
        <source>{when} {name} **leaves the gap at {after}**; new images right: {test}, plain {other}.</source>
        <translation>{when} {name}: **격차가 {after} 그대로입니다**. 새 이미지 정답 {test}, 기본 {other}.</translation>
    </message>
    <message>
        <source>{name} **{gap}** ({test})</source>
        <translation>{name} **{gap}** ({test})</translation>
    </message>
    <message>
        <source>{when}, gap (and new images right): {clauses}.</source>
        <translation>{when} 격차(새 이미지 정답): {clauses}.</translation>
    </message>
    <message>
        <source>{when} **{best} does best on new images, {test}**; narrowest gap: {narrow}, {gap} (plain {before}).</source>
        <translation>{when} **새 이미지에서 가장 나은 것은 {best}, {test}**. 가장 작은 격차: {narrow}, {gap}(기본 {before}).</translation>
    </message>
    <message>
        <source>unknown part {name} of a note</source>
        <translation>노트에 없는 부분입니다: {name}</translation>
    </message>
    <message>
        <source>not a choice of a note: {line}</source>
        <translation>노트의 선택지가 아닙니다: {line}</translation>
    </message>
    <message>
        <source>a prediction needs a question, 2 to {most} choices and a reason; got {choices} choices</source>
        <translation>예측에는 질문, 선택지 2~{most}개, 이유가 필요합니다. 선택지가 {choices}개입니다</translation>
    </message>
    <message>
        <source>Explain, with a hint, and count once more.</source>
        <translation>힌트를 주며 설명하고 다시 세어 보세요.</translation>
    </message>
    <message>
        <source>Let neighbours talk it over, and count once more.</source>
        <translation>옆 사람과 이야기하게 하고 다시 세어 보세요.</translation>
    </message>
    <message>
        <source>Go on: reveal it.</source>
        <translation>이제 결과를 공개하세요.</translation>
    </message>
    <message>
        <source>After {done} trials</source>
        <translation>시행 {done}개 뒤</translation>
    </message>
    <message>
        <source>After {done} of {planned} trials</source>
        <translation>시행 {planned}개 가운데 {done}개 뒤</translation>
    </message>
    <message>
        <source>{when}: **none has come to its last step**.</source>
        <translation>{when}: **마지막 스텝까지 간 시행이 없습니다**.</translation>
    </message>
    <message>
        <source>None of {count} trials has come to its end yet.</source>
        <translation>시행 {count}개 가운데 아직 끝난 것이 없습니다.</translation>
    </message>
    <message>
        <source>{count} diverged.</source>
        <translation>{count}개는 발산했습니다.</translation>
    </message>
    <message>
        <source>{when}: **the {setting} alone explains {share}** of the differences, and the best {first} have {values}. The best gets **{best} right**.</source>
        <translation>{when}: **{setting} 하나가 차이의 {share}를 설명**하고, 상위 {first}개의 값은 {values}입니다. 가장 좋은 것은 **{best}를 맞힙니다**.</translation>
    </message>
    <message>
        <source>{when}: **no setting explains much alone**, most the {setting}, {share} of the differences. The best gets **{best} right**.</source>
        <translation>{when}: **혼자서 많이 설명하는 설정이 없고**, 가장 큰 {setting} 몫이 {share}입니다. 가장 좋은 것은 **{best}를 맞힙니다**.</translation>
    </message>
    <message>
        <source>{when}: **all get {best} right**, so that nothing has mattered.</source>
        <translation>{when}: **모두 {best}를 맞히므로** 아무 설정도 중요하지 않았습니다.</translation>
    </message>
    <message>
        <source>{when}: the best gets **{best} right**; nothing but random numbers differs.</source>
        <translation>{when}: 가장 좋은 것이 **{best}를 맞힙니다**. 다른 것은 난수뿐입니다.</translation>
    </message>
    <message>
        <source>{when}: the best gets **{best} right**; so few do not tell which setting matters.</source>
        <translation>{when}: 가장 좋은 것이 **{best}를 맞힙니다**. 어느 설정이 중요한지 알기에는 너무 적습니다.</translation>
    </message>
    <message>
        <source>{when}: the best gets **{best} right**; which setting matters cannot be told.</source>
        <translation>{when}: 가장 좋은 것이 **{best}를 맞힙니다**. 어느 설정이 중요한지는 알 수 없습니다.</translation>
    </message>
    <message>
        <source>{count} networks that differ by random numbers alone: how far apart are they? Press Run.</source>
        <translation>난수만 다른 신경망 {count}개는 얼마나 차이가 날까요? 실행을 누르세요.</translation>
    </message>
    <message>
        <source>Where do the good values lie: {settings}? Press Run.</source>
        <translation>{settings}의 좋은 값은 어디에 있을까요? 실행을 누르세요.</translation>
    </message>
    <message>
        <source>Which matters: {settings}? And where do the good values lie? Press Run.</source>
        <translation>{settings} 가운데 무엇이 중요하고, 좋은 값은 어디에 있을까요? 실행을 누르세요.</translation>
    </message>
    <message>
        <source>Which of {varied} settings matters, and where do the good values lie? Press Run.</source>
        <translation>설정 {varied}가지 가운데 무엇이 중요하고, 좋은 값은 어디에 있을까요? 실행을 누르세요.</translation>
    </message>
    <message>
        <source>{when}, different values of the {setting}: **{tried}**. The best of each gets right: {best}; {verdict}.</source>
        <translation>{when}, 시도한 {setting} 값의 수: **{tried}**. 저마다 가장 좋은 것의 정확도: {best}; {verdict}.</translation>
    </message>
    <message>
        <source>{when}, different values of the {setting}, which matters most: **{tried}**. The best of each gets right: {best}; {verdict}.</source>
        <translation>{when}, 가장 중요한 설정인 {setting}에서 시도한 값의 수: **{tried}**. 저마다 가장 좋은 것의 정확도: {best}; {verdict}.</translation>
    </message>
    <message>
        <source>{when}, different values of the {setting}: **{tried}**, though no setting matters much alone. The best of each gets right: {best}; {verdict}.</source>
        <translation>{when}, 시도한 {setting} 값의 수: **{tried}**. 다만 혼자서 중요한 설정은 없습니다. 저마다 가장 좋은 것의 정확도: {best}; {verdict}.</translation>
    </message>
    <message>
        <source>{when}, **{tried} different values** of the {setting}; the best gets **{best} right**. Compare another way.</source>
        <translation>{when}, 시도한 {setting} 값은 **{tried}가지**이고 가장 좋은 것이 **{best}를 맞힙니다**. 다른 방식과 비교해 보세요.</translation>
    </message>
    <message>
        <source>Nothing is varied, so that there is nothing to choose.</source>
        <translation>바꾸는 설정이 없어 고를 것도 없습니다.</translation>
    </message>
    <message>
        <source>{way} {value}</source>
        <translation>{way} {value}</translation>
    </message>
    <message>
        <source>Different values of the {setting}: {tried}. Whose best will be better? Press Run.</source>
        <translation>시도할 {setting} 값의 수: {tried}. 어느 쪽이 더 좋은 것을 찾을까요? 실행을 누르세요.</translation>
    </message>
    <message>
        <source>{tried} different values of the {setting}: how good will the best be? Press Run.</source>
        <translation>{setting} 값 {tried}가지: 가장 좋은 것은 얼마나 좋을까요? 실행을 누르세요.</translation>
    </message>
    <message>
        <source>no other has one</source>
        <translation>나머지에는 없습니다</translation>
    </message>
    <message>
        <source>**level, as far as {images} images tell**</source>
        <translation>**이미지 {images}장으로는 우열을 가릴 수 없습니다**</translation>
    </message>
    <message>
        <source>**{way} is ahead**</source>
        <translation>**{way} 쪽이 앞섭니다**</translation>
    </message>
    <message>
        <source>**{way} falls behind**</source>
        <translation>**{way} 쪽이 뒤처집니다**</translation>
    </message>
    <message>
        <source>**{way} is ahead all the same**</source>
        <translation>**그래도 {way} 쪽이 앞섭니다**</translation>
    </message>
    <message>
        <source>Rung {rung} of {rungs}: {going} of {count} trials go on, **{stopped} were stopped**, after {share} of the steps that all would take to their end.</source>
        <translation>단 {rung} / {rungs}: 시행 {count}개 가운데 {going}개가 계속하고 **{stopped}개를 중단**했습니다. 모두 끝까지 갈 때 스텝의 {share}를 썼습니다.</translation>
    </message>
    <message>
        <source>Early stopping takes **{share} of the steps** that all would take to their end. {stopped} were stopped; of {finished} finished anyway, **none would have been among the best {first}**.</source>
        <translation>조기 중단은 모두 끝까지 갈 때 **스텝의 {share}**만 씁니다. {stopped}개를 중단했고, 그래도 끝까지 훈련한 {finished}개 가운데 **상위 {first}개에 들었을 것은 없습니다**.</translation>
    </message>
    <message>
        <source>Early stopping takes **{share} of the steps** that all would take to their end. {stopped} were stopped; of {finished} finished anyway, **{missed} would have been among the best {first}**.</source>
        <translation>조기 중단은 모두 끝까지 갈 때 **스텝의 {share}**를 씁니다. {stopped}개를 중단했고, 그래도 끝까지 훈련한 {finished}개 가운데 **{missed}개는 상위 {first}개에 들었을 것입니다**.</translation>
    </message>
    <message>
        <source>Early stopping takes **{share} of the steps** that all would take to their end. {stopped} were stopped; **what that cost is unknown**, as none of them was finished.</source>
        <translation>조기 중단은 모두 끝까지 갈 때 **스텝의 {share}**를 씁니다. {stopped}개를 중단했지만 끝까지 훈련한 것이 없어 **무엇을 잃었는지 알 수 없습니다**.</translation>
    </message>
    <message>
        <source>All {count} trials are trained to their end: nothing is saved, and nothing is missed.</source>
        <translation>시행 {count}개를 모두 끝까지 훈련합니다. 아끼는 것도 놓치는 것도 없습니다.</translation>
    </message>
    <message>
        <source>How many of {count} trials can be stopped early without losing a good one? Press Run.</source>
        <translation>시행 {count}개 가운데 몇 개를 일찍 멈춰도 좋은 것을 놓치지 않을까요? 실행을 누르세요.</translation>
    </message>
    <message>
        <source>No trial was stopped: **nothing is saved**, and nothing is missed.</source>
        <translation>중단한 시행이 없습니다. **아낀 것도** 놓친 것도 없습니다.</translation>
    </message>
    <message>
        <source>{stopped} trials were stopped, and none of the others came to its end.</source>
        <translation>시행 {stopped}개를 중단했고, 나머지 가운데 끝까지 간 것이 없습니다.</translation>
    </message>
    <message>
        <source>{count} networks, alike but for random numbers: how far ahead will the best be? Press Run.</source>
        <translation>난수만 다른 신경망 {count}개: 가장 좋은 것은 얼마나 앞설까요? 실행을 누르세요.</translation>
    </message>
    <message>
        <source>{count} networks with settings of their own: will the best be ahead by more than luck? Press Run.</source>
        <translation>설정이 저마다 다른 신경망 {count}개: 가장 좋은 것은 운보다 크게 앞설까요? 실행을 누르세요.</translation>
    </message>
    <message>
        <source>{when} with the same settings, {low} to {high} right: **the winner&apos;s lead of {points} points over their mean is luck**.</source>
        <translation>{when}, 설정이 같은데도 정확도는 {low}에서 {high}까지: **승자가 평균보다 앞선 {points}%p는 운입니다**.</translation>
    </message>
    <message>
        <source>{when} with the same settings: all get {high} right, **none is ahead**.</source>
        <translation>{when}, 설정이 같은 신경망 모두 {high}를 맞혀 **앞선 것이 없습니다**.</translation>
    </message>
    <message>
        <source>{when}: the best gets {high} right, **{points} points ahead of the second**: more than chance makes of {images} images.</source>
        <translation>{when}: 가장 좋은 것이 {high}를 맞혀 **둘째보다 {points}%p 앞섭니다**. 이미지 {images}장에서 우연히 생기는 차이보다 큽니다.</translation>
    </message>
    <message>
        <source>{when}: the best gets {high} right, {points} points ahead of the second: **no more than chance makes of {images} images**.</source>
        <translation>{when}: 가장 좋은 것이 {high}를 맞혀 둘째보다 {points}%p 앞섭니다. **이미지 {images}장에서 우연히도 생기는 차이입니다**.</translation>
    </message>
    <message>
        <source>{when}: one has come to its end, **{high} right**.</source>
        <translation>{when}: 끝까지 간 것은 하나, **정확도 {high}**.</translation>
    </message>
    <message>
        <source>On {images} test images it gets **{test}**, {points} points less.</source>
        <translation>시험 이미지 {images}장에서는 **{test}**로 {points}%p 낮습니다.</translation>
    </message>
    <message>
        <source>On {images} test images it gets **{test}**, no less.</source>
        <translation>시험 이미지 {images}장에서도 **{test}**로 낮지 않습니다.</translation>
    </message>
    <message>
        <source>Reveal the test set.</source>
        <translation>시험 집합을 공개해 보세요.</translation>
    </message>
    <message>
        <source>the curves of {steps} steps in {count} runs need {size} GB of memory; at most {most} GB fit</source>
        <translation>실행 {count}개의 {steps}스텝 곡선에 메모리 {size} GB가 필요합니다; 최대 {most} GB까지 됩니다</translation>
    </message>
    <message>
        <source>all runs together need {size} GB of memory, these layers {own} GB of it; at most {most} GB fit</source>
        <translation>모든 실행에 메모리 {size} GB가 필요하고 그중 이 층들이 {own} GB입니다; 최대 {most} GB까지 됩니다</translation>
    </message>
    <message>
        <source>mini-batches of {value} images need {size} GB of memory in all runs; at most {most} GB fit</source>
        <translation>이미지 {value}장짜리 미니배치는 모든 실행에 메모리 {size} GB가 필요합니다; 최대 {most} GB까지 됩니다</translation>
    </message>
    <message>
        <source>no training image is of these classes, which the test set has: {labels}</source>
        <translation>시험 데이터에 있는 다음 클래스의 훈련 이미지가 없습니다: {labels}</translation>
    </message>
    <message>
        <source>the number of cores must be a whole number from 1 to {most}, got {value}</source>
        <translation>코어 수는 1부터 {most}까지의 정수여야 하는데 {value}입니다</translation>
    </message>
    <message>
        <source>by loss</source>
        <translation>손실 기준</translation>
    </message>
    <message>
        <source>by test accuracy</source>
        <translation>시험 정확도 기준</translation>
    </message>
    <message>
        <source>{when}, {by}: **{first} is ahead of {others} in {count} of {count} draws.**</source>
        <translation>{when}, {by}: **{count}번 중 {count}번 모두 {first} 우세** (상대: {others}).</translation>
    </message>
    <message>
        <source>{when}, {by}: **{first} is ahead of {others} in {count} of {count} draws**; of {clauses}, which may be luck.</source>
        <translation>{when}, {by}: **{count}번 중 {count}번 모두 {first} 우세** (상대: {others}). {clauses} 우세는 운일 수 있음.</translation>
    </message>
    <message>
        <source>{when}, {by}: {first} is ahead of {clauses} of {count} draws. **That may be luck.**</source>
        <translation>{when}, {by}: {count}번 중 {first} 우세 – {clauses}. **운일 수 있음.**</translation>
    </message>
    <message>
        <source>{name} in {wins}</source>
        <translation>{name} 상대 {wins}번</translation>
    </message>
    <message>
        <source>{when}, {by}: **{mean} on average**, {low} to {high} in {count} draws.</source>
        <translation>{when}, {by}: **평균 {mean}**, {count}번에서 {low}–{high}.</translation>
    </message>
    <message>
        <source>{when}, all runs have diverged in every draw.</source>
        <translation>{when}, 모든 실행이 매번 발산.</translation>
    </message>
    <message>
        <source>these are not the data that the runs have been trained on: they cannot go on with them</source>
        <translation>이 실행들을 훈련한 데이터가 아니므로 이어서 훈련할 수 없음</translation>
    </message>
    <message>
        <source>Which initial weights lead to {target} of the training images right? Press Run.</source>
        <translation>어떤 초기 가중치에서 훈련 이미지의 {target}를 맞히게 될까요? 실행을 누르세요.</translation>
    </message>
    <message>
        <source>{when}, {target} of the training images right: **{works} of {of} networks with batch normalization, {plain} of {others} without**.</source>
        <translation>{when}, 훈련 이미지의 {target}를 맞힌 신경망: **배치 정규화가 있으면 {of}개 중 {works}개, 없으면 {others}개 중 {plain}개**.</translation>
    </message>
    <message>
        <source>{when}, {target} of the training images right: **{works} of {of} networks**.</source>
        <translation>{when}, 훈련 이미지의 {target}를 맞힌 신경망: **{of}개 중 {works}개**.</translation>
    </message>
    <message>
        <source>The loss ceased to be finite at step {step}.</source>
        <translation>스텝 {step}에서 손실이 유한하지 않게 되었습니다.</translation>
    </message>
    <message>
        <source>The loss has risen from {first} to {now}: the steps may be too large.</source>
        <translation>손실이 {first}에서 {now}(으)로 커졌습니다. 갱신 폭이 너무 클 수 있습니다.</translation>
    </message>
    <message>
        <source>The loss is {now}, near ln {classes} = {guess}: no better than guessing.</source>
        <translation>손실 {now}, ln {classes} = {guess}와 비슷합니다. 찍는 것보다 낫지 않습니다.</translation>
    </message>
    <message>
        <source>The loss is {now}, near ln {classes} = {guess}: no better than guessing. The weights before the last hidden layer began with σ = {std}; {rule} gives {wanted}.</source>
        <translation>손실 {now}, ln {classes} = {guess}와 비슷합니다. 찍는 것보다 낫지 않습니다. 마지막 은닉층 앞 가중치의 처음 σ는 {std}, {rule}이라면 {wanted}입니다.</translation>
    </message>
    <message>
        <source>The loss still falls: from {before} to {now} over the last fifth of the steps.</source>
        <translation>손실이 아직 줄고 있습니다. 마지막 1/5 스텝 동안 {before} → {now}.</translation>
    </message>
    <message>
        <source>In {steps} steps the loss has come from {first} to {now}, and hardly falls any more.</source>
        <translation>{steps}스텝 동안 손실이 {first}에서 {now}(으)로 되었고, 더는 거의 줄지 않습니다.</translation>
    </message>
    <message>
        <source>{train} of the images trained on are right, but {test} of the test images: the gap is {gap}.</source>
        <translation>훈련한 이미지는 {train} 정답, 시험 이미지는 {test} 정답, 차이 {gap}.</translation>
    </message>
    <message>
        <source>With one image in a mini-batch every normalized value is 0: the weights before it learn nothing.</source>
        <translation>미니배치에 이미지가 한 장이면 정규화한 값이 모두 0이라 그 앞의 가중치는 아무것도 배우지 못합니다.</translation>
    </message>
    <message>
        <source>Batch normalization goes by the mean and the variance of {count} images, much as chance has it.</source>
        <translation>배치 정규화가 이미지 {count}장의 평균과 분산을 따르므로 우연에 크게 좌우됩니다.</translation>
    </message>
    <message>
        <source>{share} of the units of layer {layer} pass nothing back for any of {count} test images.</source>
        <translation>{layer}층 노드의 {share}는 시험 이미지 {count}장 모두에서 기울기를 돌려주지 않습니다.</translation>
    </message>
    <message>
        <source>{share} of the outputs of layer {layer} are near the ends of {activation}, where it is flat.</source>
        <translation>{layer}층 출력의 {share}가 {activation}의 평평한 양 끝 근처에 있습니다.</translation>
    </message>
    <message>
        <source>Nothing stands out: the loss is {now}.</source>
        <translation>눈에 띄는 점이 없습니다. 손실 {now}.</translation>
    </message>
    <message>
        <source>{file} holds no trained runs</source>
        <translation>{file}에는 훈련한 실행이 없음</translation>
    </message>
    <message>
        <source>{file} was written by a newer version of the program (format {found}; this one reads {known})</source>
        <translation>{file}은(는) 더 새로운 버전의 프로그램에서 저장됨 (형식 {found}, 이 프로그램은 {known}까지)</translation>
    </message>
    <message>
        <source>{file} is damaged or incomplete: {reason}</source>
        <translation>{file}이(가) 손상되었거나 불완전함: {reason}</translation>
    </message>
    <message>
        <source>{file} is damaged: {part} is not what it should be</source>
        <translation>{file}이(가) 손상됨: {part} 부분이 잘못됨</translation>
    </message>
    <message>
        <source>{file}, {place}: {problem}</source>
        <translation>{file}, {place}: {problem}</translation>
    </message>
    <message>
        <source>{file} has {size} GB; trained runs take at most {most} GB</source>
        <translation>{file} 크기 {size} GB: 훈련한 실행 파일은 {most} GB까지</translation>
    </message>
    <message>
        <source>cannot write {file}: {reason}</source>
        <translation>{file}에 쓸 수 없음: {reason}</translation>
    </message>
    <message>
        <source>there is nothing to save yet: run the training first</source>
        <translation>아직 저장할 것이 없음: 먼저 훈련을 실행</translation>
    </message>
    <message>
        <source>it does not fit into memory</source>
        <translation>메모리에 들어가지 않음</translation>
    </message>
    <message>
        <source>its end is missing</source>
        <translation>끝부분이 없음</translation>
    </message>
    <message>
        <source>PyTorch refuses batch normalization of mini-batches of one image</source>
        <translation>PyTorch는 이미지 한 장짜리 미니배치의 배치 정규화를 받아들이지 않음</translation>
    </message>
    <message>
        <source>only runs on MNIST can be written as a script; this one is trained on {data}</source>
        <translation>MNIST로 훈련한 실행만 스크립트로 쓸 수 있음 (이 실행의 데이터: {data})</translation>
    </message>
    <message>
        <source>{setting} cannot be written as a script</source>
        <translation>{setting} 설정은 스크립트로 쓸 수 없음</translation>
    </message>
    <message>
        <source>schedule</source>
        <translation>스케줄</translation>
    </message>
    <message>
        <source>constant rate</source>
        <translation>일정한 학습률</translation>
    </message>
    <message>
        <source>The same learning rate in every step.</source>
        <translation>모든 스텝에서 같은 학습률.</translation>
    </message>
    <message>
        <source>drop factor</source>
        <translation>감소 배율</translation>
    </message>
    <message>
        <source>What the learning rate is multiplied by at every drop.</source>
        <translation>학습률이 줄어들 때마다 곱해지는 값.</translation>
    </message>
    <message>
        <source>rate at the end</source>
        <translation>마지막 학습률</translation>
    </message>
    <message>
        <source>Where the learning rate ends, as a share of η.</source>
        <translation>학습이 끝날 때의 학습률, η에 대한 비율.</translation>
    </message>
    <message>
        <source>warm-up share</source>
        <translation>워밍업 비율</translation>
    </message>
    <message>
        <source>Share of the training in which the learning rate rises from almost 0 to η.</source>
        <translation>전체 학습 가운데 학습률이 0 가까이에서 η까지 올라가는 구간의 비율.</translation>
    </message>
    <message>
        <source>step decay</source>
        <translation>계단식 감소</translation>
    </message>
    <message>
        <source>The training has n equal parts; from each to the next the learning rate is multiplied by γ.</source>
        <translation>학습을 n개의 같은 구간으로 나누고, 다음 구간으로 갈 때마다 학습률에 γ를 곱함.</translation>
    </message>
    <message>
        <source>parts</source>
        <translation>구간 수</translation>
    </message>
    <message>
        <source>Equal parts of the training, each with a learning rate of its own.</source>
        <translation>학습을 같은 길이로 나눈 구간, 구간마다 학습률이 다름.</translation>
    </message>
    <message>
        <source>cosine</source>
        <translation>코사인</translation>
    </message>
    <message>
        <source>The learning rate falls along half a cosine wave: slowly, then fast, then slowly again.</source>
        <translation>학습률이 코사인 반주기를 따라 내려감: 천천히, 빠르게, 다시 천천히.</translation>
    </message>
    <message>
        <source>warm-up</source>
        <translation>워밍업</translation>
    </message>
    <message>
        <source>The learning rate rises in a straight line from almost 0 to η, and stays there.</source>
        <translation>학습률이 0 가까이에서 η까지 직선으로 올라간 뒤 그대로 유지됨.</translation>
    </message>
    <message>
        <source>warm cosine</source>
        <translation>예열 코사인</translation>
    </message>
    <message>
        <source>The learning rate rises in a straight line to η, then falls along half a cosine wave.</source>
        <translation>학습률이 η까지 직선으로 올라간 뒤 코사인 반주기를 따라 내려감.</translation>
    </message>
    <message>
        <source>only images with a height and a width can be shifted; one example is {shape} here</source>
        <translation>높이와 너비가 있는 이미지만 옮길 수 있습니다. 여기서는 예제 하나가 {shape}입니다</translation>
    </message>
    <message>
        <source>images of {shape} are too small to be shifted by {shift}</source>
        <translation>{shape} 이미지는 {shift}픽셀만큼 옮기기에 너무 작습니다</translation>
    </message>
</context>
<context>
    <name>scenes</name>
    <message>
        <source>Activation functions and their slopes</source>
        <translation>활성화 함수와 미분</translation>
    </message>
    <message>
        <source>AdaGrad, RMSProp, AdaDelta: 500 steps</source>
        <translation>AdaGrad, RMSProp, AdaDelta: 500스텝</translation>
    </message>
    <message>
        <source>AdaGrad: squares of past gradients</source>
        <translation>AdaGrad: 지난 기울기의 제곱</translation>
    </message>
    <message>
        <source>Adam: momentum and RMSProp</source>
        <translation>Adam: 모멘텀과 RMSProp</translation>
    </message>
    <message>
        <source>The cures together</source>
        <translation>처방을 모두 함께</translation>
    </message>
    <message>
        <source>Dropout: no unit can rely on another</source>
        <translation>드롭아웃: 서로 기대지 못하게</translation>
    </message>
    <message>
        <source>Why random beats a grid</source>
        <translation>무작위가 격자를 이기는 이유</translation>
    </message>
    <message>
        <source>Most trials can be stopped early</source>
        <translation>대부분의 시행은 일찍 멈춰도 됩니다</translation>
    </message>
    <message>
        <source>ReLU: σ = 0.01, Xavier and He</source>
        <translation>ReLU: σ = 0.01, Xavier, He 비교</translation>
    </message>
    <message>
        <source>Batch normalization: before or after?</source>
        <translation>배치 정규화: 앞에? 뒤에?</translation>
    </message>
    <message>
        <source>Batch normalization: which initial weights still learn?</source>
        <translation>배치 정규화: 어떤 초기 가중치에서 배울까?</translation>
    </message>
    <message>
        <source>Batch normalization: does it learn faster?</source>
        <translation>배치 정규화: 더 빨리 배울까?</translation>
    </message>
    <message>
        <source>Exploding gradient: what large weights do</source>
        <translation>기울기 폭발: 가중치가 크면 생기는 일</translation>
    </message>
    <message>
        <source>Vanishing gradient: 5 and 20 layers</source>
        <translation>기울기 소실: 5층과 20층</translation>
    </message>
    <message>
        <source>Sigmoid with σ = 0.01</source>
        <translation>시그모이드, σ = 0.01</translation>
    </message>
    <message>
        <source>Sigmoid with σ = 1</source>
        <translation>시그모이드, σ = 1</translation>
    </message>
    <message>
        <source>Sigmoid with Xavier</source>
        <translation>시그모이드와 Xavier</translation>
    </message>
    <message>
        <source>tanh with Xavier</source>
        <translation>tanh와 Xavier</translation>
    </message>
    <message>
        <source>Every activation function with every initial weight</source>
        <translation>모든 활성화 함수와 초깃값의 조합</translation>
    </message>
    <message>
        <source>How large may the learning rate be?</source>
        <translation>학습률은 얼마나 커도 될까?</translation>
    </message>
    <message>
        <source>MNIST: three rules for initial weights</source>
        <translation>MNIST: 초기 가중치의 세 가지 규칙</translation>
    </message>
    <message>
        <source>300 images, seven layers</source>
        <translation>이미지 300장, 7층</translation>
    </message>
    <message>
        <source>Race of the optimizers on MNIST</source>
        <translation>MNIST 옵티마이저 경주</translation>
    </message>
    <message>
        <source>Momentum α 0 beside 0.9</source>
        <translation>모멘텀 α 0과 0.9 비교</translation>
    </message>
    <message>
        <source>A local minimum on the way</source>
        <translation>가는 길의 극소점</translation>
    </message>
    <message>
        <source>Momentum: inertia</source>
        <translation>모멘텀: 관성</translation>
    </message>
    <message>
        <source>Four optimizers side by side</source>
        <translation>네 옵티마이저 비교</translation>
    </message>
    <message>
        <source>Random search: which learning rate, which weight decay?</source>
        <translation>무작위 탐색: 학습률과 가중치 감쇠는 얼마로?</translation>
    </message>
    <message>
        <source>SGD: the zigzag</source>
        <translation>SGD: 지그재그</translation>
    </message>
    <message>
        <source>A loss surface and its gradient</source>
        <translation>손실 곡면과 기울기</translation>
    </message>
    <message>
        <source>Weight decay: large weights cost extra</source>
        <translation>가중치 감소: 큰 가중치에 대가를</translation>
    </message>
    <message>
        <source>The winner&apos;s luck</source>
        <translation>우승자의 운</translation>
    </message>
</context>
</TS>
