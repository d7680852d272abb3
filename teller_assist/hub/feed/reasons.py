"""Every reason for which the feed doctor rejects, repairs or marks a row: code -> sentence, in two languages.

One obvious place to add a reason: a line here, and the check that gives its code.
"""

from typing import NamedTuple


class Said(NamedTuple):
    """One sentence in Chinese and English."""

    zh: str
    en: str

    def in_(self, language: str) -> str:
        return self.en if language.startswith("en") else self.zh


REASONS: dict[str, Said] = {
    # the line itself
    "encoding": Said("字节不是该编码的字符(可能被截断)", "bytes that are no character: cut in the middle?"),
    "control": Said("含控制字符", "a control character in the value"),
    "fields": Said("列数不对", "wrong number of fields"),
    "quote": Said("引号不成对", "a quote that is never closed, or stray"),
    "width": Said("行宽不对", "wrong width in bytes"),
    "too_long": Said("行过长", "a line longer than a megabyte"),
    "rounded": Said("电子表格把长号码存成了数值,尾数已丢失", "a long number kept as a number: last digits lost"),
    # the value
    "empty": Said("必填项为空", "empty, but must be told"),
    "too_wide": Said("超过最大长度", "longer than the column allows"),
    "day": Said("不是有效日期,应写 2026-11-22", "not a day; write 2026-11-22"),
    "time": Said("不是带时区的时间,应写 2026-11-22T09:05:00+08:00", "not a time; write 2026-11-22T09:05:00+08:00"),
    "month": Said("不是月份,应写 2026-10", "not a month; write 2026-10"),
    "amount": Said("不是整数分", "not a whole number of fen"),
    "amount_size": Said("金额超过 10^15 分", "an amount beyond 10^15 fen"),
    "negative": Said("此处金额不得为负", "an amount that cannot be negative here"),
    "number": Said("不是 0 到 999999999 的整数", "not a whole number from 0 to 999999999"),
    "yes_no": Said("应为 Y 或 N", "neither Y nor N"),
    "grade": Said("不是 C1–C5", "not one of C1 to C5"),
    "rating": Said("不是 R1–R5", "not one of R1 to R5"),
    "word": Said("不在允许的取值之内", "not one of the words allowed"),
    # the row among others
    "duplicate": Said("主键重复,保留第一条", "the key is there already; the first row stays"),
    "unknown": Said("所指记录不存在或已被拒收", "refers to a row that is not there, or was rejected"),
    "future": Said("晚于数据日期", "later than the feed's day"),
    "order": Said("结束早于开始", "ends before it starts"),
    "itself": Said("与本人建立关系", "relates a customer to himself"),
    "lane": Said("产品类别与业务条线不符", "the category does not belong to this lane"),
    # repaired or marked, the row stays
    "check_digit": Said("身份证号校验不符,号码已清空", "the resident ID fails its check digit; the number is left out"),
    "refusal": Said("同意记录无法识别,按数据日拒绝处理", "an unreadable consent; it counts as a refusal"),
    "licence_day": Said("资格有效期无法识别,该资格不计", "a qualification without a readable last day is left out"),
    "flag_form": Said("标志的大小写或分隔符已统一", "flags in another case or with other separators; read as meant"),
    "flag_word": Said("标志无法识别,停止营销", "not on the list of flags; no offers until it is corrected"),
    "birth_from_id": Said("出生日期为空,取自身份证号", "no date of birth; taken from the resident ID"),
    "birth_differs": Said("出生日期与身份证号不符,取较晚者", "differs from the resident ID; the later day counts"),
    "business_word": Said("未登记的业务类型,保留", "a business type that is not on the list; kept"),
}  # fmt: skip
