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
        <source>cannot write {file}: {problem}</source>
        <translation>{file}에 쓸 수 없습니다: {problem}</translation>
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
        <source>Stop</source>
        <translation>정지</translation>
    </message>
    <message>
        <source>Train on one mini-batch, then hold (S)</source>
        <translation>미니배치 하나만 훈련하고 일시 정지 (S)</translation>
    </message>
    <message>
        <source>End this training and keep its curves (Esc)</source>
        <translation>훈련을 끝내고 곡선은 남김 (Esc)</translation>
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
        <source>Run or pause the training (Space)</source>
        <translation>훈련 실행 또는 일시 정지 (Space)</translation>
    </message>
    <message>
        <source>{state} · epoch {epoch} / {epochs} · step {step} / {steps}{speed}{left}</source>
        <translation>{state} · 에폭 {epoch} / {epochs} · 스텝 {step} / {steps}{speed}{left}</translation>
    </message>
    <message>
        <source>measuring accuracy</source>
        <translation>정확도 측정 중</translation>
    </message>
    <message>
        <source> · {speed} steps/s</source>
        <translation> · 초당 {speed}스텝</translation>
    </message>
    <message>
        <source> · {time} left</source>
        <translation> · {time} 남음</translation>
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
        <source>Scenes of the lecture</source>
        <translation>강의 장면</translation>
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
        <source>&amp;View</source>
        <translation>보기(&amp;V)</translation>
    </message>
    <message>
        <source>Outline</source>
        <translation>강의 차례</translation>
    </message>
    <message>
        <source>Dark</source>
        <translation>어둡게</translation>
    </message>
    <message>
        <source>L&amp;anguage</source>
        <translation>언어(&amp;A)</translation>
    </message>
    <message>
        <source>&amp;Help</source>
        <translation>도움말(&amp;H)</translation>
    </message>
    <message>
        <source>About DNN Lab</source>
        <translation>DNN Lab 정보</translation>
    </message>
    <message>
        <source>loading MNIST…</source>
        <translation>MNIST 읽는 중…</translation>
    </message>
    <message>
        <source>no MNIST</source>
        <translation>MNIST 없음</translation>
    </message>
    <message>
        <source>MNIST ready: 60,000 + 10,000 images</source>
        <translation>MNIST 준비됨: 이미지 60,000 + 10,000장</translation>
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
        <source>test</source>
        <translation>시험</translation>
    </message>
    <message>
        <source>training</source>
        <translation>훈련</translation>
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
        <source>Show the loss in decades (L)</source>
        <translation>손실을 로그 눈금으로 보기 (L)</translation>
    </message>
    <message>
        <source>loss, smoothed</source>
        <translation>손실(다듬음)</translation>
    </message>
    <message>
        <source>of each mini-batch</source>
        <translation>미니배치마다</translation>
    </message>
    <message>
        <source>epoch</source>
        <translation>에폭</translation>
    </message>
    <message>
        <source>step</source>
        <translation>스텝</translation>
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
        <source>No run does much better in training than on the test set.</source>
        <translation>훈련 정확도가 시험 정확도보다 훨씬 높은 실행은 없습니다.</translation>
    </message>
    <message>
        <source>Widest gap between training and test accuracy: {gap} ({name}).</source>
        <translation>훈련과 시험 정확도의 가장 큰 격차: {gap} ({name})</translation>
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
        <source>Duplicate this run, then change one thing (Ctrl+D)</source>
        <translation>이 실행을 복제해 하나만 바꿔 보기 (Ctrl+D)</translation>
    </message>
    <message>
        <source>Duplicate</source>
        <translation>복제</translation>
    </message>
    <message>
        <source>Remove this run</source>
        <translation>이 실행 지우기</translation>
    </message>
    <message>
        <source>Earlier runs</source>
        <translation>지난 실행</translation>
    </message>
    <message>
        <source>Take this run from the shelf</source>
        <translation>이 실행을 목록에서 빼기</translation>
    </message>
    <message>
        <source>Clear the shelf</source>
        <translation>지난 실행 모두 지우기</translation>
    </message>
    <message>
        <source>Runs</source>
        <translation>실행 목록</translation>
    </message>
    <message>
        <source>Click to restore these settings; the box shows or hides the curve</source>
        <translation>누르면 이 설정을 되살립니다. 상자는 곡선을 보이거나 숨깁니다</translation>
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
        <source>One step</source>
        <translation>한 스텝</translation>
    </message>
    <message>
        <source>Duplicate run</source>
        <translation>실행 복제</translation>
    </message>
    <message>
        <source>Loss in decades</source>
        <translation>손실을 로그 눈금으로</translation>
    </message>
    <message>
        <source>{name} goes on with its new settings</source>
        <translation>{name}: 새 설정으로 계속합니다</translation>
    </message>
    <message>
        <source>At most {most} runs.</source>
        <translation>실행은 {most}개까지입니다.</translation>
    </message>
    <message>
        <source>Not started: {problem}</source>
        <translation>시작하지 않았습니다: {problem}</translation>
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
        <source>{where}: expected 2 or more training examples, found {count}</source>
        <translation>{where}: 훈련 데이터가 2개 이상이어야 하는데 {count}개입니다</translation>
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
        <source>{where}: expected an array of numbers, found type {found}</source>
        <translation>{where}: 수의 배열이어야 하는데 자료형이 {found}입니다</translation>
    </message>
    <message>
        <source>{where}: expected one or more examples, found shape {shape}</source>
        <translation>{where}: 데이터가 하나 이상이어야 하는데 형상이 {shape}입니다</translation>
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
        <source>If empty, the last sixth of the training examples is the test set.</source>
        <translation>비우면 훈련 데이터의 마지막 1/6을 시험 데이터로 씁니다.</translation>
    </message>
    <message>
        <source>IDX files</source>
        <translation>IDX 파일</translation>
    </message>
    <message>
        <source>Images and labels in the file format of MNIST, plain or gzip.</source>
        <translation>MNIST 파일 형식의 이미지와 레이블. gzip도 됩니다.</translation>
    </message>
    <message>
        <source>training images</source>
        <translation>훈련 이미지</translation>
    </message>
    <message>
        <source>IDX file: images, whose pixels are divided by 255.</source>
        <translation>IDX 파일: 이미지. 화소를 255로 나눕니다.</translation>
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
        <source>Arrays saved by numpy.savez; whole-number pixels are divided by 255.</source>
        <translation>numpy.savez로 저장한 배열. 정수 화소는 255로 나눕니다.</translation>
    </message>
    <message>
        <source>training file</source>
        <translation>훈련 파일</translation>
    </message>
    <message>
        <source>NPZ file with x_train, y_train, or images, labels, or x, y.</source>
        <translation>x_train, y_train 또는 images, labels 또는 x, y가 든 NPZ 파일.</translation>
    </message>
    <message>
        <source>test file</source>
        <translation>시험 파일</translation>
    </message>
    <message>
        <source>If empty, x_test, y_test of the training file, or its last sixth.</source>
        <translation>비우면 훈련 파일의 x_test, y_test 또는 마지막 1/6을 씁니다.</translation>
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
        <source>Every hidden node is brought to mean 0 and variance 1 over the mini-batch (biased variance), then scaled by γ and shifted by β. ε 1e-6 inside the root. At test, running averages (0.9 of the old value kept) take its place; PyTorch averages the unbiased variance.</source>
        <translation>은닉 노드마다 미니배치에서 평균 0, (편향) 분산 1로 맞춘 뒤 γ를 곱하고 β를 더합니다. ε 1e-6은 근호 안에 있습니다. 시험 때는 이동 평균(지난 값의 0.9를 남김)을 대신 씁니다. PyTorch는 비편향 분산을 평균합니다.</translation>
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
        <translation>활성화 함수</translation>
    </message>
    <message>
        <source>initial weights</source>
        <translation>초기 가중치</translation>
    </message>
    <message>
        <source>optimizer</source>
        <translation>옵티마이저</translation>
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
        <source>The first n images of the training set. Few images invite overfitting.</source>
        <translation>훈련 데이터의 처음 n장. 적으면 과적합하기 쉽습니다.</translation>
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
        <source>an experiment must have 1 to {most} runs, got {count}</source>
        <translation>실행은 1~{most}개여야 합니다. 받은 수: {count}</translation>
    </message>
    <message>
        <source>an experiment must be a set of named settings</source>
        <translation>실험은 이름 붙은 설정의 모음이어야 합니다</translation>
    </message>
    <message>
        <source>unknown setting {name}; known are: {known}</source>
        <translation>모르는 설정 {name}. 아는 것: {known}</translation>
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
        <source>a file name</source>
        <translation>파일 이름</translation>
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
        <source>expected a name that a file can have, got {value}</source>
        <translation>파일 이름으로 쓸 수 있는 이름이어야 하는데 받은 값: {value}</translation>
    </message>
    <message>
        <source>unknown tab {name}; known are: {known}</source>
        <translation>모르는 탭 {name}. 아는 것: {known}</translation>
    </message>
    <message>
        <source>expected a number, got {value}</source>
        <translation>수여야 하는데 받은 값: {value}</translation>
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
</context>
<context>
    <name>scenes</name>
    <message>
        <source>Batch normalization learns faster</source>
        <translation>배치 정규화는 더 빨리 배운다</translation>
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
        <source>Initial weights decide whether MNIST is learned</source>
        <translation>초기 가중치가 학습을 좌우한다</translation>
    </message>
    <message>
        <source>Race of the optimizers on MNIST</source>
        <translation>MNIST 옵티마이저 경주</translation>
    </message>
    <message>
        <source>300 images, seven layers: it memorizes</source>
        <translation>이미지 300장, 7층: 외워 버린다</translation>
    </message>
    <message>
        <source>Weight decay: large weights cost extra</source>
        <translation>가중치 감소: 큰 가중치에 대가를</translation>
    </message>
</context>
</TS>
