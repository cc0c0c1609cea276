"""Headings of an enrolment list that are no field's and speak of who was there."""

from __future__ import annotations

import re

from dophu.catalogue.vocabulary import Vocabulary
from dophu.rosters.headings.heading_spellings import seems_of_result
from dophu.rosters.results.result_columns import taken_back_to
from dophu.rosters.texts.heading_words import plain_heading
from dophu.rosters.words.remarks import contradicts_done
from dophu.rosters.words.status import NOT_HERE
from dophu.text import comparison_key

CALLED_OUT = re.compile(r"điểm danh")
"""A column in which an absent child may be the one that is marked: "v", "vắng"."""

ATTENDED = re.compile(
    r"điểm danh|(?:(?:phụ huynh|phhs|cha mẹ|bố mẹ|cha|mẹ|người nhà|gia đình"
    r"|người giám hộ|người nhận) )?(?:chữ )?ký(?: tên| nhận| xác nhận)?"
    r"(?: (?:của )?(?:phụ huynh|cha mẹ|bố mẹ|người nhà|gia đình|người nhận))?|"
    r"(?:số )?lô(?: (?:vắc xin|vắcxin|vacxin|vaccine|vx|thuốc|sản xuất))?"
    r"(?: (?:và )?(?:hạn dùng|hsd|hạn sử dụng))?|"
    r"(?:đã |có |ký )?(?:có mặt|đến|tới|đến dự|tham gia|tham dự|có đến|đi)"
    r"(?: (?:làm việc|làm|làm thủ tục|làm hồ sơ|lăn tay|chụp ảnh|theo lịch|theo hẹn"
    r"|thu nhận|điểm|buổi|ngày|trụ sở|(?:ca|công an)(?: xã| phường)?))*"
)
_PRINTS = re.compile(r"(?:(?:lấy|quét) )?(?:vân tay|mống mắt|sinh trắc(?: học)?)")


def is_of_the_act(heading: str, vocabulary: Vocabulary) -> bool:
    """Test whether a heading is what the drive does, or a print that it takes."""
    key = comparison_key(heading)
    acts = vocabulary.tables["heading"]["taken"]
    return key in acts or bool(_PRINTS.fullmatch(key))


def is_of_child(heading: str, vocabulary: Vocabulary) -> bool:
    """Test whether a heading that seems another's says something of this child."""
    is_signed = bool(ATTENDED.fullmatch(comparison_key(heading)))
    return is_signed or is_of_absent(heading, vocabulary)


def is_of_absent(heading: str, vocabulary: Vocabulary) -> bool:
    """Test whether a heading is a reason for which a child was not there."""
    code = vocabulary.reasons.find_whole(plain_heading(heading))
    book = vocabulary.reason_book
    return code is not None and (code in NOT_HERE or contradicts_done(code, book))


def takes_back(heading: str, vocabulary: Vocabulary) -> bool:
    """Test whether a mark under a heading takes the result back."""
    is_taken_back = taken_back_to(heading, vocabulary) in ("returned", "not_yet")
    return is_taken_back and seems_of_result(heading, vocabulary)
