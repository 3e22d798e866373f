"""What each table, view and column of `congvan.db` means, in Vietnamese and in English."""

from pipeline.presentation.labels import Label

PLACE: dict[str, Label] = {  # columns that mean the same wherever they stand
    "start": ("vị trí đầu trong texts.text, tính theo ký tự", "where it starts in texts.text, in characters"),
    "end": ("vị trí ngay sau ký tự cuối: text[start:end] là nguyên văn", "just behind its last character: text[start:end] is the quote"),
    "page": ("trang, từ 1; trống nếu là văn bản thuần", "page, from 1; null in plain text"),
    "rule": ("quy tắc đã đọc ra giá trị", "the rule that read it"),
    "certainty": ("độ chắc, từ 0 đến 1", "how certain, 0 to 1"),
    "rivals": ("các cách đọc khác, danh sách JSON", "other readings that were possible, a JSON list"),
    "quote": ("nguyên văn", "the words that say so"),
    "dispatch": ("văn bản", "the dispatch"),
    "file": ("tệp", "the file"),
    "agency_id": ("cơ quan trong danh mục", "the body in the register"),
    "issuer_id": ("cơ quan ban hành trong danh mục", "the issuing body in the register"),
    "issuer": ("cơ quan ban hành, tên đầy đủ", "issuing body, its name in full"),
    "key": ("số, ký hiệu viết chuẩn: 1712/KH-UBND", "number and symbol in canonical spelling: 1712/KH-UBND"),
    "doc_type": ("loại văn bản, viết tắt theo Nghị định 30/2020: CV, KH, QĐ …", "type, as Nghị định 30/2020 abbreviates it: CV, KH, QĐ …"),
    "promulgation_date": ("ngày ban hành, chính xác đến mức văn bản ghi", "date of issue, as precise as the paper has it"),
    "subject": ("trích yếu nội dung", "subject (trích yếu)"),
    "note": ("ghi chú, lấy từ corrections.yaml", "note, from corrections.yaml"),
    "handler": ("đơn vị hoặc người nhận xử lý, lấy từ corrections.yaml", "who handles it, from corrections.yaml"),
    "arrival_date": ("ngày đến, theo dấu ĐẾN", "day of arrival, from the ĐẾN stamp"),
    "arrival_number": ("số đến, theo dấu ĐẾN", "arrival number, from the ĐẾN stamp"),
    "secrecy": ("độ mật: MẬT, TỐI MẬT, TUYỆT MẬT", "secrecy mark: MẬT, TỐI MẬT, TUYỆT MẬT"),
}

Meaning = tuple[Label, dict[str, Label]]  # of the table, and of the columns that PLACE doesn't tell
TABLES: dict[str, Meaning] = {
    "files": (
        (
            "mỗi mục trong thư mục một dòng, kể cả tệp không đọc được",
            "one row for each entry of the folder, also for those that can't be read",
        ),
        {
            "path": ("đường dẫn tính từ thư mục, ngăn bằng /", "relative to the folder, with /"),
            "sha256": ("mã băm nội dung", "hash of the content"),
            "bytes": ("dung lượng, byte", "size"),
            "medium": ("định dạng: text pdf ocr docx doc rtf html image", "text pdf ocr docx doc rtf html image"),
            "pages": ("số trang", "how many pages"),
            "status": ("ok (đọc được), failed (hỏng), skipped (bỏ qua), duplicate (trùng)", "ok failed skipped duplicate"),
            "error_code": ("mã lý do không đọc được", "why it wasn't read, as a code"),
            "error": ("lý do, viết thành câu", "why, in words, and what to do"),
            "reader": ("phiên bản chương trình, quy tắc và tùy chọn khi đọc", "program, rules and settings it was read with"),
        },
    ),
    "texts": (
        ("toàn văn của từng tệp", "the text of each file"),
        {"text": ("chữ đã chuẩn hóa (NFC, nối dòng): mọi vị trí tính theo đây", "normalised (NFC, lines joined): all offsets count in it")},
    ),
    "dispatches": (
        ("mỗi văn bản một dòng; một tệp có thể chứa nhiều văn bản", "one row for each dispatch; a file may hold several"),
        {
            "id": ("12 chữ đầu của mã băm tệp, dấu -, số thứ tự phần", "first 12 hex of the file's hash, -, part"),
            "part": ("văn bản thứ mấy trong tệp, từ 0", "which dispatch of the file, from 0"),
            "status": ("issued (đã ban hành), draft (dự thảo), incomplete (mất phần đầu)", "issued draft incomplete (header lost)"),
            "code_number": ("số", "the number"),
            "code_notation": ("ký hiệu", "the symbol"),
            "type_name": ("tên loại như in", "name of the type as printed"),
            "promulgation_place": ("địa danh", "place of issue"),
            "parent_issuer": ("cơ quan chủ quản in ở trên", "the superior body printed above"),
            "signer_competence": (
                "thẩm quyền ký: TM., KT., TL., TUQ., Q. như in",
                "capacity of the signer as printed: TM. KT. TL. TUQ. Q.",
            ),
            "signer_position": ("chức vụ người ký", "position of the person who signs"),
            "signer_full_name": ("họ và tên người ký, không học hàm, quân hàm", "name of the person who signs, without title or rank"),
            "archive": ("dòng Lưu", "the Lưu line"),
            "urgency": ("độ khẩn: KHẨN, THƯỢNG KHẨN, HỎA TỐC", "urgency mark: KHẨN, THƯỢNG KHẨN, HỎA TỐC"),
            "issuer_hint": ("cơ quan suy ra từ chỗ khác khi mất phần đầu", "issuing body hinted at elsewhere, where the header is lost"),
            "key_hint": ("số, ký hiệu suy ra từ chỗ khác", "number hinted at elsewhere"),
            "promulgation_date_hint": ("ngày suy ra từ chỗ khác", "date hinted at elsewhere"),
            "document": ("văn bản này trong bảng documents", "the same document as others cite it"),
            "order_of_id": ("cơ quan có ý kiến chỉ đạo được truyền đạt", "the body whose order it relays"),
        },
    ),
    "recipients": (
        ("Kính gửi và Nơi nhận, mỗi nơi một dòng", "Kính gửi and Nơi nhận, one row for each body"),
        {
            "ordinal": ("thứ tự", "in order"),
            "role": ("addressee (Kính gửi), copy (Nơi nhận)", "addressee (Kính gửi), copy (Nơi nhận)"),
            "name": ("tên như in", "name as printed"),
            "purpose": ("để báo cáo, để thực hiện …", "what for: để báo cáo, để thực hiện …"),
        },
    ),
    "documents": (
        ("mỗi văn bản một dòng, dù được viện dẫn theo cách viết nào", "one row for each document, however it was cited"),
        {
            "id": ("cơ quan,năm/tháng/ngày,số", "issuer,yyyy/mm/dd,key, with gaps where nothing is known"),
            "title": ("tên hoặc trích yếu", "name or subject"),
            "rank": ("cấp của cơ quan ban hành: 0 trung ương … 10 cơ sở", "rank of the issuing body: 0 the centre … 10 grass-roots"),
            "dispatch": (
                "văn bản ấy, nếu có trong thư mục; trống: chỉ được viện dẫn",
                "the dispatch, where it is in hand; null: only cited",
            ),
        },
    ),
    "citations": (
        ("mỗi lần viện dẫn một dòng", "one row for each mention of another document"),
        {
            "id": ("mã, tạo từ nội dung", "made from content"),
            "document": ("được hiểu là văn bản nào", "the document that it is bound to"),
            "relation": (
                "implements (thực hiện), based_on (căn cứ), guides (hướng dẫn), proposed_by (theo đề nghị), replies_to (trả lời), "
                "amends replaces repeals extends corrects withdraws (sửa, thay, bãi bỏ, gia hạn, đính chính, thu hồi), "
                "attaches (kèm theo), mentions (nhắc đến)",
                "implements based_on guides proposed_by replies_to amends replaces repeals extends corrects withdraws attaches mentions",
            ),
            "scope": ("preamble (mở đầu), body (nội dung), appendix (phụ lục)", "preamble body appendix"),
            "key": ("số, ký hiệu viết chuẩn; trống nếu chỉ nêu tên", "number in canonical spelling; null where only a name is given"),
            "raw_key": ("số, ký hiệu như in", "number as printed"),
            "title": ("trích yếu; văn bản chỉ nêu tên thì là tên ấy", "subject; of a document cited by name, its name"),
            "pinpoint": ("điểm, khoản, Điều", "provision: điểm, khoản, Điều"),
            "method": (
                "khớp bằng cách nào: exact (nguyên văn), folded (khác cách viết), misread (in sai), name (theo tên), "
                "short (gọi tắt), new (lần đầu gặp)",
                "how it was bound: exact folded (spelling) misread (misprint or OCR) name short (from a full mention) new (first seen)",
            ),
            "read_key": ("số như đọc được, trước khi sửa lỗi in", "number as read, before a misprint was corrected"),
            "read_method": ("đọc bằng cách nào", "how it was read: exact folded misread name short"),
            "antecedent": ("lần nêu đầy đủ mà lần gọi tắt này dựa vào", "the full mention that a short one inherits from"),
            "within": ("viện dẫn mà lần này nằm trong tên của nó", "the citation in whose title this one stands"),
            "relation_rule": ("quy tắc đọc ra quan hệ", "the rule that read the relation"),
            "bound_by": ("quy tắc ghép với văn bản", "the rule that bound it"),
            "bound_certainty": ("độ chắc của việc ghép", "how certain the binding is"),
            "bound_rivals": ("các văn bản khác có thể là nó, danh sách JSON", "other documents that it may mean, a JSON list"),
            "stated": ("quan hệ mà tên văn bản bao ngoài nêu ra", "the relation that the surrounding title states"),
        },
    ),
    "tasks": (
        ("mỗi nhiệm vụ một dòng", "one row for each paragraph that lays a duty on somebody"),
        {
            "id": ("mã, tạo từ nội dung", "made from content"),
            "ordinal": ("thứ tự trong văn bản", "in order"),
            "section": ("mục: II.4.1, Điều 2.1; closing là phần kết", "where it stands: II.4.1, Điều 2.1, closing"),
            "text": ("nguyên văn nhiệm vụ", "its words"),
            "lead_source": (
                "chủ trì lấy từ: named (câu), heading (đề mục), addressees (Kính gửi), issuer (cơ quan ban hành)",
                "what names the lead: named (the sentence) heading addressees issuer",
            ),
            "deliverable": ("sản phẩm: báo cáo, kế hoạch …", "what is to be made: báo cáo, kế hoạch …"),
            "report_to": ("báo cáo cho ai", "who gets the report"),
            "citation": ("viện dẫn văn bản chỉ đạo mà nhiệm vụ thực hiện", "the citation of the directive that it carries out"),
        },
    ),
    "task_agencies": (
        ("cơ quan của từng nhiệm vụ", "the bodies of each task"),
        {
            "task": ("nhiệm vụ", "the task"),
            "role": ("lead (chủ trì), coordinating (phối hợp)", "lead (chủ trì), coordinating (phối hợp)"),
            "name": ("tên như trong câu", "name as it stands"),
        },
    ),
    "deadlines": (
        ("mỗi cụm từ chỉ thời hạn một dòng", "one row for each expression that bounds when something must be done"),
        {
            "id": ("mã, tạo từ nội dung", "made from content"),
            "start_date": ("từ ngày", "first day of a window"),
            "due_date": ("ngày cuối còn đúng hạn", "last day on which it is in time"),
            "due_time": ("giờ", "hour, HH:MM"),
            "bound": ("before (trước ngày), by (chậm nhất ngày), within (trong khoảng)", "before by within"),
            "year_inferred": ("1: năm không ghi, suy ra", "1: the year isn't written, it was inferred"),
            "recurs": ("lặp lại: RRULE, không viết được thì ghi nguyên chữ", "RRULE, or the words where it can't be written so"),
            "period": ("thời lượng ISO 8601: P15D", "ISO 8601: P15D"),
            "working_days": ("1: tính ngày làm việc", "1: working days"),
            "anchor": ("tính từ sự kiện nào", "the event that a period runs from"),
            "condition": ("điều kiện phải chờ", "what has to happen first"),
            "immediate": ("1: phải làm ngay", "1: at once"),
        },
    ),
    "task_deadlines": (
        ("nhiệm vụ nào theo thời hạn nào", "which deadline binds which task"),
        {"task": ("nhiệm vụ", "the task"), "deadline": ("thời hạn", "the deadline")},
    ),
    "facts": (
        ("căn cứ của từng giá trị thể thức", "the warrant of each header value"),
        {"field": ("cột nào của dispatches", "column of dispatches"), "value": ("giá trị", "the value")},
    ),
    "signatures": (
        ("chữ ký số nói gì; chỉ để đối chiếu", "what electronic signatures say: a second opinion, never a source"),
        {
            "common_name": ("tên trong chứng thư", "name on the certificate"),
            "organisation": ("tổ chức trong chứng thư", "organisation on the certificate"),
            "signed_at": ("thời điểm ký", "when it was signed"),
            "intact": ("1: nguyên vẹn, 0: không, trống: không rõ", "1 intact, 0 not, null unknown"),
        },
    ),
    "boxes": (
        ("chỗ của từng nguyên văn trên trang, mỗi dòng chữ một khung", "where a quote stands on its page, one row for each line"),
        {
            "x0": ("mép trái, tính bằng point từ góc trên bên trái", "left edge, in points from the top left corner"),
            "top": ("mép trên", "upper edge"),
            "x1": ("mép phải", "right edge"),
            "bottom": ("mép dưới", "lower edge"),
        },
    ),
    "problems": (
        ("điểm cần lưu ý trong văn bản", "trouble in the paper"),
        {
            "code": ("mã", "what kind"),
            "message": ("nội dung", "in words"),
            "stage": (
                "read: thấy ngay trong văn bản; resolve: thấy khi đặt cạnh văn bản khác",
                "read: in the paper itself; resolve: beside the others",
            ),
        },
    ),
    "corrections": (
        ("điều người dùng đã sửa trong corrections.yaml", "what people corrected, from corrections.yaml"),
        {
            "field": ("cột được sửa; done: nhiệm vụ đã xong", "column; done: a task is done"),
            "value": ("giá trị đúng", "the right value"),
            "who": ("ai sửa", "who"),
            "at": ("ngày sửa", "when"),
            "task": ("nhiệm vụ đã xong", "the task that is done"),
        },
    ),
    "agencies": (
        ("danh mục cơ quan", "the register of bodies"),
        {
            "id": ("mã cơ quan, không dùng lại", "never used again"),
            "name": ("tên đầy đủ", "name in full"),
            "rank": ("cấp: 0 trung ương … 10 cơ sở", "0 the centre … 10 grass-roots"),
            "level": ("cấp hành chính", "level of government"),
            "parent": ("cơ quan cấp trên", "the body above"),
            "valid_from": ("có từ ngày", "since"),
            "valid_to": ("đến ngày", "until"),
            "successor": ("cơ quan kế thừa", "what it became"),
        },
    ),
    "weights": (
        ("mỗi văn bản được viện dẫn bao nhiêu; tính lại sau mỗi lần đọc", "how much stands on each document; reckoned anew by each run"),
        {
            "document": ("văn bản", "the document"),
            "mentions": ("số lần viện dẫn", "mentions"),
            "dispatches": ("số văn bản viện dẫn", "dispatches that cite it"),
            "upward": ("số văn bản thực hiện, căn cứ, hướng dẫn nó", "dispatches that implement it, stand on it or guide it"),
            "implementing": ("số văn bản khác thực hiện nó", "other dispatches that implement it"),
        },
    ),
    "tallies": (
        ("các phép đếm của congvan stats", "the counts of congvan stats"),
        {
            "kind": ("đếm theo gì", "of what"),
            "name": ("giá trị", "which"),
            "number": ("bao nhiêu", "how many"),
            "documents": ("số văn bản khác nhau", "of how many documents"),
        },
    ),
    "runs": (
        ("các lần chạy; chỉ ở đây có đồng hồ", "each run; only here stand clocks"),
        {
            "id": ("mã", "id"),
            "started_at": ("bắt đầu", "start"),
            "finished_at": ("kết thúc; trống: dừng giữa chừng", "end; null: it was stopped"),
            "version": ("phiên bản chương trình", "version of the program"),
            "rules_version": ("phiên bản quy tắc", "version of the rules"),
            "read": ("số tệp đã đọc", "files read"),
            "failed": ("số tệp hỏng", "files that failed"),
            "seconds": ("số giây", "how long"),
            "folder": ("thư mục của cơ sở dữ liệu này", "the folder that this database belongs to"),
        },
    ),
    "search": (
        ("chỉ mục toàn văn (FTS5), không dấu", "full-text index (FTS5), without diacritics"),
        {"plain": ("chữ không dấu; rowid là mã văn bản viết thành số", "folded text; rowid is the dispatch's id as a number")},
    ),
    "unresolved": (
        ("văn bản được viện dẫn mà không có trong tay", "documents cited, not in hand"),
        {
            "document": ("văn bản", "the document"),
            "title": ("tên hoặc trích yếu", "name or subject"),
            "mentions": ("số lần viện dẫn", "mentions"),
        },
    ),
    "edges": (
        ("các cạnh của mạng lưới: văn bản nào dẫn văn bản nào", "the graph: which document cites which"),
        {
            "citing": ("văn bản dẫn", "the document that cites"),
            "cited": ("văn bản được dẫn", "the document cited"),
            "relation": ("quan hệ", "relation"),
            "weight": ("số lần", "mentions"),
        },
    ),
    "second_hand": (
        ("điều một văn bản trong tay cho biết về hai văn bản khác", "what a dispatch in hand says that another document says"),
        {
            "citing": ("văn bản dẫn", "the document that cites"),
            "cited": ("văn bản được dẫn", "the document cited"),
            "relation": ("quan hệ", "relation"),
            "weight": ("số lần", "mentions"),
            "witness": ("văn bản cho biết điều ấy", "the dispatch that says so"),
        },
    ),
    "answered": (
        ("văn bản nào đã có trả lời hoặc báo cáo", "which dispatch has a reply or report in hand"),
        {"reply": ("văn bản trả lời", "the reply"), "reply_key": ("số của văn bản trả lời", "its number")},
    ),
    "open_tasks": (
        ("nhiệm vụ còn mở", "tasks that are open"),
        {
            "task": ("nhiệm vụ", "the task"),
            "text": ("nguyên văn", "its words"),
            "lead": ("chủ trì", "who leads"),
            "due_date": ("hạn sớm nhất", "the first day due"),
            "dispatch_key": ("số của văn bản giao", "number of the dispatch"),
        },
    ),
    "register": (
        ("sổ văn bản đến", "the register of incoming dispatches (sổ văn bản đến)"),
        {"due_date": ("hạn sớm nhất", "the first day due")},
    ),
    "follow_up": (
        ("sổ theo dõi giải quyết văn bản đến", "the follow-up register (sổ theo dõi giải quyết văn bản đến)"),
        {
            "document": ("số của văn bản, không có thì tên tệp", "its number, else its file"),
            "due_date": ("hạn sớm nhất", "the first day due"),
            "progress": ("answered (đã trả lời), done (đã xong), open (đang giải quyết)", "answered done open"),
            "reply_key": ("số của văn bản trả lời", "number of the reply"),
        },
    ),
}


def meaning(table: str, column: str) -> Label:
    """What a column says; KeyError where nothing is known of it."""
    own = TABLES[table][1]
    return own[column] if column in own else PLACE[column]
