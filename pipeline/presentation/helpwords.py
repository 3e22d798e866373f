"""What the commands and their options say of themselves, in Vietnamese: by the English of `congvan --help`."""

VIETNAMESE: dict[str, str] = {
    "Reads Vietnamese official dispatches: what they say, what they cite, who must do what by when.": (
        "Đọc văn bản hành chính: nói gì, dẫn văn bản nào, ai phải làm gì, hạn khi nào."
    ),
    "REF is a document's number (1712/KH-UBND), its id, a dispatch's id or a file's path.": (
        "REF là số, ký hiệu (1712/KH-UBND), mã văn bản được dẫn, mã văn bản trong thư mục, hoặc đường dẫn tệp."
    ),
    # commands
    "Read every file below FOLDER into a database: what has changed since the last time.": (
        "Đọc mọi tệp trong FOLDER, kể cả thư mục con, vào cơ sở dữ liệu; lần sau chỉ đọc chỗ đã đổi."
    ),
    "Join DATABASES into one, resolved again as one.": "Gộp các DATABASES thành một và ghép lại viện dẫn.",
    "All that a dispatch says, each with its quote and page.": "Mọi điều đọc được từ một văn bản, kèm nguyên văn và số trang.",
    "What a document cites.": "Văn bản ấy dẫn những văn bản nào.",
    "Who cites a document.": "Những văn bản nào dẫn văn bản ấy.",
    "What a document stands on, up to the highest text; or with --down, everything that carries it out.": (
        "Văn bản ấy thực hiện, căn cứ văn bản nào, lên đến văn bản cao nhất; với --down: mọi văn bản thực hiện nó."
    ),
    "A shortest way from A to B through the citations.": "Đường ngắn nhất từ A đến B qua các viện dẫn.",
    "Documents that are cited but not in hand, the most wanted first.": "Văn bản được dẫn mà không có trong tay, cần nhất trước.",
    "Counts: by type, issuer, relation and problem; the documents most stood upon.": (
        "Các con số: theo loại, cơ quan, quan hệ, điểm cần lưu ý; văn bản được căn cứ nhiều nhất."
    ),
    "Dispatches that these words stand in, written with or without diacritics.": "Văn bản có những chữ này, gõ có dấu hay không dấu.",
    "Why a value was read: quote, place, rule, certainty, rivals.": (
        "Vì sao đọc ra giá trị này: nguyên văn, vị trí, quy tắc, độ chắc, cách đọc khác."
    ),
    "FIELD is a header field, the id of a citation, task or deadline, or one of citations, tasks, deadlines, recipients.": (
        "FIELD là tên trường thể thức, mã của một viện dẫn, nhiệm vụ, thời hạn, "
        "hoặc một trong các từ citations, tasks, deadlines, recipients."
    ),
    "Who must do what by when; filters given together all hold.": "Ai phải làm gì, hạn khi nào; các điều kiện lọc phải cùng đúng.",
    "Higher texts in hand that nothing in hand implements.": "Văn bản cấp trên có trong tay mà chưa văn bản nào thực hiện.",
    "Texts that are relied on although another had replaced or repealed them.": "Văn bản vẫn được dẫn dù đã bị thay thế hoặc bãi bỏ.",
    "Requests with no reply or report in hand after their last day.": "Yêu cầu đã quá hạn mà chưa thấy trả lời hay báo cáo.",
    "What the form rules of Nghị định 30/2020 miss, in one dispatch or in all. Exit code 0 also where something is missing.": (
        "Thể thức còn thiếu gì theo Nghị định 30/2020, ở một văn bản hay tất cả. Có thiếu thì mã thoát vẫn là 0."
    ),
    "Write pages to look at: a folder that opens by double click, without a network.": (
        "Viết các trang để xem: một thư mục mở bằng cách nhấp đúp, không cần mạng."
    ),
    "Show the pages and the tables in a browser: on this machine alone, reading alone.": (
        "Cho xem các trang và bảng trong trình duyệt: chỉ trên máy này, chỉ xem."
    ),
    "Write a file for other programs; an unknown KIND lists those there are.": (
        "Viết tệp cho chương trình khác; gõ KIND không có thì được liệt kê các loại."
    ),
    "Doubtful values, the most useful first; what is right goes into corrections.yaml.": (
        "Giá trị đáng ngờ, đáng xem nhất trước; giá trị đúng thì ghi vào corrections.yaml."
    ),
    "What B changed against A, two dispatches of one series: deadlines, bodies, basis, new and dropped tasks.": (
        "B khác A ở đâu, hai văn bản cùng loạt: thời hạn, cơ quan, căn cứ, nhiệm vụ mới và nhiệm vụ không còn."
    ),
    "Citations of any text, one JSON object a line, in order.": (
        "Viện dẫn trong một đoạn chữ bất kỳ, mỗi dòng một đối tượng JSON, theo thứ tự."
    ),
    "Offsets are code points of the input exactly as given. Paragraphs that a blank line divides don't inherit from one another.": (
        "Vị trí tính theo ký tự của đầu vào, giữ nguyên như đã đưa. Các đoạn cách nhau bằng dòng trống không nối nghĩa với nhau."
    ),
    "Accuracy against hand-made readings.": "Đúng đến đâu so với bản đọc bằng tay.",
    "Whether a file of readings is well formed; one line for each trouble.": "Tệp đọc bằng tay có đúng mẫu không; mỗi lỗi một dòng.",
    "What is installed, what is missing for which input, and the command that installs it.": (
        "Đã cài gì, thiếu gì cho loại tệp nào, và lệnh cài."
    ),
    "The reference: every command with its options, every table and column with its meaning.": (
        "Phần tra cứu: mọi lệnh với tùy chọn, mọi bảng và cột với ý nghĩa."
    ),
    # options
    "Cut the place of this value out of its page instead: PDF, scans and pictures.": (
        "Thay vào đó, cắt chỗ của giá trị này ra khỏi trang: PDF, bản quét, ảnh."
    ),
    "The picture that --crop writes, PNG.": "Tệp ảnh PNG do --crop viết ra.",
    "Show the version and exit.": "Cho biết phiên bản rồi thôi.",
    "The database.": "Cơ sở dữ liệu.",
    "Print JSON.": "In ra JSON.",
    "Print CSV.": "In ra CSV.",
    "Show dispatches that are marked secret, too.": "Kể cả văn bản có dấu mật.",
    "Where the database goes.": "Nơi đặt cơ sở dữ liệu.",
    "Worker processes.": "Số tiến trình cùng đọc.",
    "Read everything again.": "Đọc lại tất cả.",
    "Say what would be read; change nothing.": "Chỉ cho biết sẽ đọc gì, không đổi gì.",
    "Recognise scanned pages.": "Nhận dạng chữ trên trang quét.",
    "Time that one file may take, and a minute a MB.": "Số giây cho một tệp, cộng một phút cho mỗi MB.",
    "Memory that one file may take, in MB; 0 = any.": "Bộ nhớ cho một tệp, MB; 0 = không hạn chế.",
    "Read on the dask workers at tcp://…, or on `local` ones.": "Đọc trên các máy dask tại tcp://…, hoặc `local`.",
    "No progress, no summary.": "Không in tiến độ và tổng kết.",
    "Name every file that failed or was passed over, every type, issuer and problem.": (
        "Nêu từng tệp hỏng hay bỏ qua, từng loại, cơ quan, điểm lưu ý."
    ),
    "The summary as JSON.": "Tổng kết dạng JSON.",
    "The new database.": "Cơ sở dữ liệu mới.",
    "What stands on it, instead of what it stands on.": "Văn bản nào thực hiện nó, thay vì nó thực hiện văn bản nào.",
    "Show so many; 0 = all.": "Hiện bấy nhiêu; 0 = tất cả.",
    "Show at most so many.": "Hiện nhiều nhất bấy nhiêu.",
    "The documents most stood upon by PageRank, too: needs scipy, and the whole graph.": (
        "Thêm văn bản được căn cứ nhiều nhất theo PageRank: cần scipy và cả mạng lưới."
    ),
    "Due before this day, as 2025-06-30.": "Đến hạn trước ngày này, viết 2025-06-30.",
    "Due after this day.": "Đến hạn sau ngày này.",
    "Led by this body, written with or without diacritics.": "Do cơ quan này chủ trì, gõ có dấu hay không dấu.",
    "Still open although the last day has passed.": "Còn mở dù đã quá hạn.",
    "The day against which tasks are overdue.": "Tính quá hạn đến ngày này.",
    "The day against which tasks are overdue, as 2025-06-30.": "Tính quá hạn đến ngày này, viết 2025-06-30.",
    "All that carry out REF, directly or through what carries it out.": (
        "Mọi nhiệm vụ thực hiện REF, trực tiếp hay qua văn bản thực hiện nó."
    ),
    "Those that REF itself lays.": "Nhiệm vụ do chính REF giao.",
    "What is addressed to this body and it has not carried out.": "Văn bản gửi cơ quan này mà cơ quan ấy chưa thực hiện.",
    "Count for it what was addressed to, or done by, the bodies that became it.": (
        "Tính cả văn bản gửi đến, hoặc do, các cơ quan tiền thân của nó."
    ),
    "The day against which they are late, as 2025-06-30.": "Tính trễ hạn đến ngày này, viết 2025-06-30.",
    "The folder.": "Thư mục.",
    "The language of the pages.": "Ngôn ngữ của các trang.",
    "Draw the pages of PDF files and scans.": "Vẽ trang của tệp PDF và bản quét.",
    "The port, on this machine alone.": "Cổng, chỉ trên máy này.",
    "The file or folder.": "Tệp hoặc thư mục.",
    "The document whose surroundings graph.mmd shows.": "Văn bản mà graph.mmd vẽ các văn bản quanh nó.",
    "tasks.ics holds things to do (VTODO) instead of days (VEVENT).": "tasks.ics ghi việc phải làm (VTODO) thay vì ngày (VEVENT).",
    "Write a page to look at, instead.": "Viết thành một trang để xem.",
    "The language of the page.": "Ngôn ngữ của trang.",
    "Show so many errors of each field.": "Hiện bấy nhiêu lỗi của mỗi trường.",
    "Show the errors of this field alone.": "Chỉ hiện lỗi của trường này.",
    "Figures of each file, too.": "Thêm số liệu của từng tệp.",
    "Figures of spaCy's own Scorer on the same readings, too.": "Thêm số liệu do Scorer của spaCy chấm trên cùng bản đọc.",
    "The language of the reference.": "Ngôn ngữ của phần tra cứu.",
    # what stands in square brackets behind an option
    "default: as many as there are cores": "mặc định: bằng số nhân của máy",
    "default: today": "mặc định: hôm nay",
    "default: report, beside the database": "mặc định: report, cạnh cơ sở dữ liệu",
    "default: beside the database, under KIND's name": "mặc định: cạnh cơ sở dữ liệu, tên là KIND",
    "default: the one most cited": "mặc định: văn bản được dẫn nhiều nhất",
    "required": "bắt buộc",
}
