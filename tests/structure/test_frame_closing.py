"""The signature and the recipients."""

from __future__ import annotations

import pytest
from frame_sources import LETTER, printed

from extract.rulebook import Rulebook
from extract.structure.frame import read_frame


@pytest.mark.parametrize(
    ("lines", "authority", "position", "signer"),
    [
        ("GIÁM ĐỐC / Lê Thử Nghiệm", "", "Giám đốc", "Lê Thử Nghiệm"),
        ("KT. GIÁM ĐỐC / PHÓ GIÁM ĐỐC / Lê Thử Nghiệm", "KT", "Phó Giám đốc", "Lê Thử Nghiệm"),
        (
            "TM. ỦY BAN NHÂN / DÂN / KT. CHỦ TỊCH / PHÓ CHỦ TỊCH / Lê Thử / Nghiệm",
            "TM/KT",
            "Phó Chủ tịch",
            "Lê Thử Nghiệm",
        ),
        ("TL. CHỦ TỊCH / KT. CHÁNH VĂN PHÒNG / PHÓ CHÁNH VĂN PHÒNG / Y Thử", "TL/KT", "Phó Chánh Văn phòng", "Y Thử"),
        ("TUQ. CHỦ TỊCH / GIÁM ĐỐC SỞ NỘI VỤ / Lê Thử Nghiệm", "TUQ", "Giám đốc Sở Nội vụ", "Lê Thử Nghiệm"),
        ("Q. CỤC TRƯỞNG / Lê Thử Nghiệm", "Q", "Cục trưởng", "Lê Thử Nghiệm"),
        ("K/T TRƯỞNG BAN / PHÓ TRƯỞNG BAN THƯỜNG TRỰC / Lê Thử", "KT", "Phó Trưởng Ban Thường trực", "Lê Thử"),
        ("T/M BAN BÍ THƯ / (Đã ký) / Lê Thử Nghiệm", "TM", "", "Lê Thử Nghiệm"),
        ("TRƯỞNG BAN / PHÓ CHỦ TỊCH UBND TỈNH / Lê Thử Nghiệm", "", "Trưởng Ban", "Lê Thử Nghiệm"),
        ("KT. BỘ TRƯỞNG, / CHỦ NHIỆM / PHÓ CHỦ NHIỆM / Lê Thử", "KT", "Phó Chủ nhiệm", "Lê Thử"),
        ("KT. BỘ TRƯỞNG THỨ TRƯỞNG Lê Thử Nghiệm", "KT", "Thứ trưởng", "Lê Thử Nghiệm"),
        ("CHỦ TỊCH / LÊ THỬ NGHIỆM", "", "Chủ tịch", "Lê Thử Nghiệm"),
        ("GIÁM ĐỐC / Đại tá Lê Thử Nghiệm", "", "Giám đốc", "Lê Thử Nghiệm"),
        ("QUYỀN GIÁM ĐỐC / Lê Thử Nghiệm", "Q", "Giám đốc", "Lê Thử Nghiệm"),
        ("KT. THỦ TƯỚNG / PHÓ THỦ TƯỚNG / Lê Thử Nghiệm", "KT", "Phó Thủ tướng", "Lê Thử Nghiệm"),
        (
            "TUQ. BỘ TRƯỞNG / CỤC TRƯỞNG CỤC QUẢN LÝ XÂY DỰNG / Lê Thử",
            "TUQ",
            "Cục trưởng Cục Quản lý xây dựng",
            "Lê Thử",
        ),
        (
            "KT. GIÁM ĐỐC / PHÓ GIÁM ĐỐC / Lê Thử Nghiệm / Ký bởi: Lê Thử / Cơ quan: Sở Y tế, Tỉnh Hà Nam",
            "KT",
            "Phó Giám đốc",
            "Lê Thử Nghiệm",
        ),
    ],
)
def test_signature_is_read(lines: str, authority: str, position: str, signer: str, rulebook: Rulebook) -> None:
    text = f"Kính gửi: Các sở.\nCác sở báo cáo kết quả./.\nNơi nhận: / - Như trên. || {lines}"
    header = read_frame(printed(text), rulebook).header
    assert (header.signing_authority.text, header.signer_position.text, header.signer.text) == (
        authority,
        position,
        signer,
    )


@pytest.mark.parametrize("order", ["below", "above"])
def test_signature_in_flat_lines_is_read_on_either_side_of_the_recipients(order: str, rulebook: Rulebook) -> None:
    recipients = ["Nơi nhận:", "- Như trên;", "- Lưu: VT."]
    signature = ["KT. GIÁM ĐỐC", "PHÓ GIÁM ĐỐC", "Lê Thử Nghiệm"]
    lines = recipients + signature if order == "below" else signature + recipients
    frame = read_frame(printed("\n".join(["Kính gửi: Các sở.", "Các sở báo cáo kết quả./.", *lines])), rulebook)
    assert frame.header.signer.text == "Lê Thử Nghiệm"
    assert [line.name for line in frame.recipients if line.section == "cc"] == ["Như trên", "Lưu: VT"]
    assert frame.zones == ("head", "body", *["closing"] * 6)


@pytest.mark.parametrize(
    "lines",
    [
        ["Nơi nhận: KT. GIÁM ĐỐC", "- Như trên; PHÓ GIÁM ĐỐC", "- Lưu: VT.", "(Đã ký)", "Lê Thử Nghiệm"],
        ["Nơi nhận:", "- Như trên;", "KT. GIÁM ĐỐC", "PHÓ GIÁM ĐỐC", "- Lưu: VT.", "Lê Thử Nghiệm"],
        [
            "Nơi nhận:",
            "- Như trên;",
            "- Lưu: VT.",
            "KT. GIÁM ĐỐC",
            "PHÓ GIÁM ĐỐC",
            "Lê Thử Nghiệm",
            "Fax: 02263",
        ],
    ],
)
def test_columns_read_across_keep_recipients_and_signature_apart(lines: list[str], rulebook: Rulebook) -> None:
    frame = read_frame(printed("\n".join(["Kính gửi: Các sở.", "Các sở báo cáo kết quả./.", *lines])), rulebook)
    header = frame.header
    assert (header.signing_authority.text, header.signer_position.text) == ("KT", "Phó Giám đốc")
    assert header.signer.text == "Lê Thử Nghiệm"
    assert [line.name for line in frame.recipients if line.section == "cc"] == ["Như trên", "Lưu: VT"]
    assert set(frame.zones[2:]) == {"closing"}


def test_recipients_keep_their_words_and_tell_their_purpose(rulebook: Rulebook) -> None:
    found = [
        (line.name, line.purpose) for line in read_frame(printed(LETTER), rulebook).recipients if line.section == "cc"
    ]
    assert found == [
        ("Như trên", ""),
        ("UBND tỉnh (để b/c)", "báo cáo"),
        ("Các phòng thuộc Sở (t/h)", "thực hiện"),
        ("Lưu: VT, HCTP", "lưu"),
    ]


@pytest.mark.parametrize(
    ("cell", "names"),
    [
        ("Nơi nhận: - Như trên; - Sở Y tế (b/c); - Lưu: VT.", ["Như trên", "Sở Y tế (b/c)", "Lưu: VT"]),
        ("Nơi nhận: / - VPUB: CVP, / các phòng: TH, KT; / - Lưu: VT", ["VPUB: CVP, các phòng: TH, KT", "Lưu: VT"]),
        ("Nơi nhận: / Như trên; / Chi cục Thủy sản; / Lưu VT.", ["Như trên", "Chi cục Thủy sản", "Lưu VT"]),
        ("Nơi nhận: / - VP UBND tỉnh: / + Lãnh đạo; / + Lưu: VT.", ["VP UBND tỉnh", "Lãnh đạo", "Lưu: VT"]),
    ],
)
def test_recipient_lines_are_parted_and_joined(cell: str, names: list[str], rulebook: Rulebook) -> None:
    source = printed(f"Kính gửi: Các sở.\nCác sở báo cáo kết quả./.\n{cell} || GIÁM ĐỐC / Lê Thử Nghiệm")
    found = [line for line in read_frame(source, rulebook).recipients if line.section == "cc"]
    assert [line.name for line in found] == names
    assert all(source.text[line.start : line.end].replace("\n", " ") == line.name for line in found)


@pytest.mark.parametrize(
    ("lines", "names"),
    [
        ("Kính gửi: Sở Y tế.", ["Sở Y tế"]),
        ("Kính gửi:\n- Công an tỉnh;\n- UBND các xã.", ["Công an tỉnh", "Ủy ban nhân dân các xã"]),
        ("Kính gửi: - Công an tỉnh;\n- Sở Y tế.", ["Công an tỉnh", "Sở Y tế"]),
        ("Kính gửi:\nCông an tỉnh;\nSở Y tế.", ["Công an tỉnh", "Sở Y tế"]),
        (
            "Kính gửi: || - Công an tỉnh; / - Sở Y tế.\nĐồng kính gửi: || Tỉnh đoàn.",
            ["Công an tỉnh", "Sở Y tế", "Tỉnh đoàn"],
        ),
        ("Kính gửi: Các hội, quỹ hoạt động\ntrên địa bàn tỉnh", ["Các hội, quỹ hoạt động trên địa bàn tỉnh"]),
        (
            "Kính gửi: Chủ tịch Ủy ban nhân dân các tỉnh, thành phố: Hà Tĩnh, Huế và Gia Lai.",
            [f"Chủ tịch Ủy ban nhân dân {place}" for place in ("tỉnh Hà Tĩnh", "thành phố Huế", "tỉnh Gia Lai")],
        ),
        (
            "Kính gửi: Bộ trưởng các Bộ: Tài chính, Văn hóa, Thể thao và Du lịch, Bộ Y tế.",
            ["Bộ trưởng Bộ Tài chính", "Bộ trưởng Bộ Văn hóa, Thể thao và Du lịch", "Bộ trưởng Bộ Y tế"],
        ),
    ],
)
def test_addressees_are_one_per_body(lines: str, names: list[str], rulebook: Rulebook) -> None:
    source = printed(f"{lines}\nThực hiện Kế hoạch số 5/KH-UBND, Sở Nội vụ đề nghị các đơn vị báo cáo kết quả.")
    frame = read_frame(source, rulebook)
    assert [line.name for line in frame.recipients] == names
    assert frame.zones[-1] == "body"
    assert all(0 <= line.start < line.end <= len(source.text) for line in frame.recipients)


@pytest.mark.parametrize("lead", ["THỦ TƯỚNG CHÍNH PHỦ điện:", "Thủ tướng Chính phủ, điện:"])
def test_addressees_of_a_telegram_follow_the_sender(lead: str, rulebook: Rulebook) -> None:
    text = f"CÔNG ĐIỆN\nVề việc ứng phó bão\n{lead}\n- Bộ trưởng Bộ Công an;\n- Sở Y tế.\nBão rất mạnh."
    frame = read_frame(printed(text), rulebook)
    assert [line.name for line in frame.recipients] == ["Bộ trưởng Bộ Công an", "Sở Y tế"]
    assert frame.header.issuer.text == "Thủ tướng Chính phủ"
    assert frame.zones == (*["head"] * 5, "body")
