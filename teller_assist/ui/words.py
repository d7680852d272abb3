"""The tables of ``ui/texts.py``: code → Chinese. Nothing else reads them."""

from teller_assist.domain.reasons import DECLINE_REASONS, NOT_OFFERED_REASONS, WRONG_REASONS
from teller_assist.ui.noop import QT_TRANSLATE_NOOP

OUTCOMES = {
    "accepted": QT_TRANSLATE_NOOP("outcome", "接受"),
    "referred": QT_TRANSLATE_NOOP("outcome", "转介"),
    "considering": QT_TRANSLATE_NOOP("outcome", "考虑"),
    "declined": QT_TRANSLATE_NOOP("outcome", "拒绝"),
    "already_has": QT_TRANSLATE_NOOP("outcome", "已有"),
    "not_offered": QT_TRANSLATE_NOOP("outcome", "未提"),
    "unsuitable": QT_TRANSLATE_NOOP("outcome", "不适合"),
    "not_recorded": QT_TRANSLATE_NOOP("outcome", "未记录"),
    "wrong": QT_TRANSLATE_NOOP("outcome", "这条不对"),
}
DONE = {
    "accepted": QT_TRANSLATE_NOOP("done", "已接受"),
    "referred": QT_TRANSLATE_NOOP("done", "已转介"),
    "considering": QT_TRANSLATE_NOOP("done", "考虑中"),
    "declined": QT_TRANSLATE_NOOP("done", "已拒绝"),
    "already_has": QT_TRANSLATE_NOOP("done", "早已持有"),
    "not_offered": QT_TRANSLATE_NOOP("done", "没有提"),
    "unsuitable": QT_TRANSLATE_NOOP("done", "标为不适合"),
    "not_recorded": QT_TRANSLATE_NOOP("done", "没有记录"),
    "wrong": QT_TRANSLATE_NOOP("done", "已反映"),
}
GEM_TIERS = ("platinum", "diamond", "private")  # shown with a gem before their name
REASONS = {"declined": DECLINE_REASONS, "not_offered": NOT_OFFERED_REASONS, "wrong": WRONG_REASONS}
REASON = {
    "no_need": QT_TRANSLATE_NOOP("reason", "用不上"),
    "rate_low": QT_TRANSLATE_NOOP("reason", "嫌利率低"),
    "bought_elsewhere": QT_TRANSLATE_NOOP("reason", "别家已买"),
    "needs_money": QT_TRANSLATE_NOOP("reason", "钱要用"),
    "risk": QT_TRANSLATE_NOOP("reason", "怕风险"),
    "ask_family": QT_TRANSLATE_NOOP("reason", "问家里"),
    "no_trust": QT_TRANSLATE_NOOP("reason", "信不过"),
    "too_complex": QT_TRANSLATE_NOOP("reason", "太复杂"),
    "other": QT_TRANSLATE_NOOP("reason", "其他"),
    "no_time": QT_TRANSLATE_NOOP("reason", "没时间"),
    "queue": QT_TRANSLATE_NOOP("reason", "排队多"),
    "customer_hurried": QT_TRANSLATE_NOOP("reason", "客户赶时间"),
    "not_fitting": QT_TRANSLATE_NOOP("reason", "不合适"),
    "elderly_alone": QT_TRANSLATE_NOOP("reason", "独自来的长者"),
    "sensitive": QT_TRANSLATE_NOOP("reason", "不便开口"),
    "system": QT_TRANSLATE_NOOP("reason", "系统慢"),
    "agent": QT_TRANSLATE_NOOP("reason", "代办人"),
    "wrong_fact": QT_TRANSLATE_NOOP("reason", "数据不对"),
    "has_it": QT_TRANSLATE_NOOP("reason", "已在别处有"),
    "words": QT_TRANSLATE_NOOP("reason", "话术不妥"),
    "moment": QT_TRANSLATE_NOOP("reason", "时机不对"),
    "repeated": QT_TRANSLATE_NOOP("reason", "重复推荐"),
}
ASK_WRONG = QT_TRANSLATE_NOOP("reason", "哪里不对？按数字，Enter 记其他")
VERBS = {
    "do": QT_TRANSLATE_NOOP("verb", "办理"),
    "refer": QT_TRANSLATE_NOOP("verb", "转介"),
    "leaflet": QT_TRANSLATE_NOOP("verb", "折页"),
    "inform": QT_TRANSLATE_NOOP("verb", "告知"),
}
VERB_GLYPHS = {"do": "stamp", "refer": "refer", "leaflet": "leaflet", "inform": "info"}
SLOTS = {"explore": QT_TRANSLATE_NOOP("slot", "探索"), "launch": QT_TRANSLATE_NOOP("slot", "新品")}
MARKS = {"quiz": QT_TRANSLATE_NOOP("mark", "先答题"), "bundle": QT_TRANSLATE_NOOP("mark", "套餐")}
LANES = {
    "liability": QT_TRANSLATE_NOOP("lane", "负债"),
    "asset": QT_TRANSLATE_NOOP("lane", "资产"),
    "fee": QT_TRANSLATE_NOOP("lane", "中间业务"),
}
LANE_PLAIN = {
    "liability": QT_TRANSLATE_NOOP("lane", "存款"),
    "asset": QT_TRANSLATE_NOOP("lane", "贷款"),
    "fee": QT_TRANSLATE_NOOP("lane", "服务"),
}
LANE_SHORT = {
    "liability": QT_TRANSLATE_NOOP("lane", "负债"),
    "asset": QT_TRANSLATE_NOOP("lane", "资产"),
    "fee": QT_TRANSLATE_NOOP("lane", "中间"),
}
STATES = {
    "none": QT_TRANSLATE_NOOP("state", "无"),
    "unknown": QT_TRANSLATE_NOOP("state", "未知"),
    "dormant": QT_TRANSLATE_NOOP("state", "休眠"),
    "held": QT_TRANSLATE_NOOP("state", "持有"),
    "on": QT_TRANSLATE_NOOP("state", "已开通"),
    "zero": QT_TRANSLATE_NOOP("state", "零"),
}
TRENDS = {
    "up": QT_TRANSLATE_NOOP("trend", "半年缓升"),
    "flat": QT_TRANSLATE_NOOP("trend", "半年平稳"),
    "down": QT_TRANSLATE_NOOP("trend", "半年走低"),
    "unknown": QT_TRANSLATE_NOOP("trend", "走势未知"),
}
GATES = {
    "admission": QT_TRANSLATE_NOOP("gate", "准入"),
    "suitability": QT_TRANSLATE_NOOP("gate", "适当性"),
    "applicability": QT_TRANSLATE_NOOP("gate", "适用"),
    "contact": QT_TRANSLATE_NOOP("gate", "打扰"),
    "ranking": QT_TRANSLATE_NOOP("gate", "排序"),
}
RELATIONS = {
    "spouse": QT_TRANSLATE_NOOP("relation", "配偶"),
    "parent": QT_TRANSLATE_NOOP("relation", "父母"),
    "child": QT_TRANSLATE_NOOP("relation", "子女"),
    "household": QT_TRANSLATE_NOOP("relation", "家人"),
    "employer": QT_TRANSLATE_NOOP("relation", "单位"),
    "employee": QT_TRANSLATE_NOOP("relation", "员工"),
    "colleague": QT_TRANSLATE_NOOP("relation", "同事"),
    "guardian": QT_TRANSLATE_NOOP("relation", "监护人"),
    "ward": QT_TRANSLATE_NOOP("relation", "被监护人"),
    "upstream": QT_TRANSLATE_NOOP("relation", "上游"),
    "downstream": QT_TRANSLATE_NOOP("relation", "下游"),
}
PREFERENCES = {
    "address": QT_TRANSLATE_NOOP("preference", "称呼"),
    "channel": QT_TRANSLATE_NOOP("preference", "联系"),
    "hours": QT_TRANSLATE_NOOP("preference", "时间"),
    "language": QT_TRANSLATE_NOOP("preference", "语言"),
    "avoid": QT_TRANSLATE_NOOP("preference", "勿提"),
    "do_not_call": QT_TRANSLATE_NOOP("preference", "勿打电话"),
}
CHANNELS = {
    "wechat": QT_TRANSLATE_NOOP("channel", "可发微信"),
    "phone": QT_TRANSLATE_NOOP("channel", "可打电话"),
    "sms": QT_TRANSLATE_NOOP("channel", "可发短信"),
    "letter": QT_TRANSLATE_NOOP("channel", "可寄信"),
    "app": QT_TRANSLATE_NOOP("channel", "手机银行消息"),
    "visit": QT_TRANSLATE_NOOP("channel", "可上门"),
    "counter": QT_TRANSLATE_NOOP("channel", "只在柜台说"),
}
MATCHED = {
    "name": QT_TRANSLATE_NOOP("matched", "姓名"),
    "pinyin": QT_TRANSLATE_NOOP("matched", "拼音"),
    "initials": QT_TRANSLATE_NOOP("matched", "拼音首字母"),
    "id": QT_TRANSLATE_NOOP("matched", "证件"),
    "mobile": QT_TRANSLATE_NOOP("matched", "手机"),
    "card": QT_TRANSLATE_NOOP("matched", "卡"),
    "account": QT_TRANSLATE_NOOP("matched", "账号"),
    "customer_no": QT_TRANSLATE_NOOP("matched", "客户号"),
    "ticket": QT_TRANSLATE_NOOP("matched", "票号"),
}
SEXES = {"M": QT_TRANSLATE_NOOP("sex", "男"), "F": QT_TRANSLATE_NOOP("sex", "女")}
HAPPENED = {
    "transaction": QT_TRANSLATE_NOOP("happened", "办业务"),
    "attempt": QT_TRANSLATE_NOOP("happened", "建议"),
    "visit": QT_TRANSLATE_NOOP("happened", "来访"),
    "complaint": QT_TRANSLATE_NOOP("happened", "投诉"),
    "promise": QT_TRANSLATE_NOOP("happened", "承诺"),
    "assessment": QT_TRANSLATE_NOOP("happened", "风险测评"),
}
NOUNS = {
    "customer": QT_TRANSLATE_NOOP("noun", "客户"),
    "product": QT_TRANSLATE_NOOP("noun", "产品"),
    "attempt": QT_TRANSLATE_NOOP("noun", "营销记录"),
    "ticket": QT_TRANSLATE_NOOP("noun", "票号"),
    "visit": QT_TRANSLATE_NOOP("noun", "来访"),
    "staff": QT_TRANSLATE_NOOP("noun", "员工"),
    "photo": QT_TRANSLATE_NOOP("noun", "照片"),
    "inspection": QT_TRANSLATE_NOOP("noun", "巡检"),
    "promise": QT_TRANSLATE_NOOP("noun", "承诺"),
    "complaint": QT_TRANSLATE_NOOP("noun", "投诉"),
    "knowledge card": QT_TRANSLATE_NOOP("noun", "知识卡"),
    "topic": QT_TRANSLATE_NOOP("noun", "小测"),
}
ROLES = {
    "teller": QT_TRANSLATE_NOOP("role", "柜员"),
    "lobby_manager": QT_TRANSLATE_NOOP("role", "大堂经理"),
    "rm": QT_TRANSLATE_NOOP("role", "客户经理"),
    "branch_manager": QT_TRANSLATE_NOOP("role", "网点负责人"),
}
WEEKDAYS = (
    QT_TRANSLATE_NOOP("weekday", "周一"),
    QT_TRANSLATE_NOOP("weekday", "周二"),
    QT_TRANSLATE_NOOP("weekday", "周三"),
    QT_TRANSLATE_NOOP("weekday", "周四"),
    QT_TRANSLATE_NOOP("weekday", "周五"),
    QT_TRANSLATE_NOOP("weekday", "周六"),
    QT_TRANSLATE_NOOP("weekday", "周日"),
)
ERRORS = {
    "unexpected": QT_TRANSLATE_NOOP("error", "没有办成：{said}"),
    "not_found": QT_TRANSLATE_NOOP("error", "这台电脑上没有这个{noun}：{which}"),
    "refused": QT_TRANSLATE_NOOP("error", "现在不能这样做：{said}"),
    "not_come": QT_TRANSLATE_NOOP("error", "{window_no} 号窗叫的 {number} 还没到：先重叫、记未到或退回"),
    "care_first": QT_TRANSLATE_NOOP("error", "关怀还没有结束：先照着问，请主管核实解除后再登记"),
    "in_person": QT_TRANSLATE_NOOP("error", "代办人不能代买投资保险、代借款：请客户本人来办"),
    "quiz_needed": QT_TRANSLATE_NOOP("error", "您还没有通过这类产品的小测：请转介（R），没有客户时按 Ctrl+F 答题"),
    "quiz_over": QT_TRANSLATE_NOOP("error", "今天已答 {n} 次：先看知识卡，明天再答"),
    "visit_open": QT_TRANSLATE_NOOP("error", "正在接待客户：先办业务，客户走后再答题"),
    "not_allowed": QT_TRANSLATE_NOOP("error", "{role}在这里不能做这个，请找本网点的{allowed}。没有记录任何东西。"),
    "bad_input": QT_TRANSLATE_NOOP("error", "看不懂：{said}"),
    "bad_pack": QT_TRANSLATE_NOOP("error", "规则包有错：{said}"),
    "bad_feed": QT_TRANSLATE_NOOP("error", "数据没有收下，昨天的照用：{said}"),
    "desk_not_ready": QT_TRANSLATE_NOOP("error", "这台电脑还不能用：{said}"),
    "no_key": QT_TRANSLATE_NOOP("error", "密钥文件缺失或别人能读：{said}"),
    "wrong_key": QT_TRANSLATE_NOOP("error", "密钥打不开数据库：{said}"),
    "unreachable": QT_TRANSLATE_NOOP("error", "总行或网点节点联系不上，没有丢任何记录：{said}"),
    "library_too_old": QT_TRANSLATE_NOOP("error", "数据库程序太旧，会丢记录：{said}"),
    "damaged": QT_TRANSLATE_NOOP("error", "记录链断了，请停用并报告：{said}"),
}
