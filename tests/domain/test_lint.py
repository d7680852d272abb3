"""What must not be said is found, in its place, whatever hides it; what is right and wanted is let through."""

# Lists of sentences read best side by side.
# ruff: noqa: E501
import re
from collections.abc import Iterator

import pytest

from teller_assist.domain import lint, unsaid
from teller_assist.domain.lint import KINDS, findings
from teller_assist.domain.product import INVESTMENTS
from teller_assist.domain.rules import FACTS

# group: sentences that must be found as such, in either language
BAD = {
    "principal": """
        这款保本，您放心|本产品保 本 又灵活|保-本型产品|保．本．理财|ｂａｏ本理财|保本保息|本金绝对安全|本金有保障|本金不会少|確保本金不虧損，保證本金
        零风险|零 风 险|零，风，险|0风险产品|無風險，收益好|没有任何风险|毫无风险|风险为零|绝对安全|不会亏的，放心|买这个亏不了|从未亏过|万无一失|本行兜底|刚性兑付
        本金和收益都有银行担保|不用担心亏损|风险几乎为零|没啥风险|基本没风险|保證還本|不可能赔钱|本息全保|绝无亏损可能|您放一百个心|Your capital is protected|Risk is zero|Money back, always|到期至少拿回本金|A safe bet|It never falls|It can only go up|No way to lose|Your money is safe with us|As safe as houses|Low risk and high reward
        Risk-free for you|A risk free choice|There is no risk|With zero risk|Your principal is safe|Capital-protected fund|You cannot lose|You can’t lose
        It can never lose|No loss at all|Absolutely safe|100% safe|Fool-proof saving|Nothing can go wrong|Without any risk""",
    "return": """
        稳赚不赔|稳 赚|稳-赚|穩賺不賠|稳—赚|保证收益|保证您有收益|承诺收益到期兑付|高收益理财|高回报|预期收益4.5%|收益可达5%|年化4%保证|年化收益4.2%
        保证4%|收益不低于3.5%|至少赚4%|4%以上的收益|跑赢通胀|跑赢大盘|躺赚|必涨|一定涨|只赚不赔|收益翻倍|收益有保障|最高收益档
        稳稳的收益|保您赚钱|买到就是赚到|躺着赚钱|利息高一倍|一年少说也有五个点|高息揽储|闭着眼都能赚|一本万利|旱涝保收|铁打的收益|等着数钱|月月分红|At least five per cent|年年都有5%|Ten per cent profit|Profit is certain|High reward
        Guaranteed return|We guarantee it|g u a r a n t e e d|Gua\u00adranteed income|A sure profit|Certain gains|Assured returns|It promises a steady return|At least 4 %|At least 4 per cent a year
        High returns|Higher yield than before|Expected return of the fund|Beats the market|It outperforms|Doubles your money|Returns 5 % a year|Earns you 4% yearly|A 5% return|It always rises""",
    "urgency": """
        今天最后一天|最后机会|最后三天|仅限今天|只限今日|今天不办就没了|明天就没了|抢购中|抢额度|秒杀|售完为止|過時不候|机不可失|错过可惜|抓紧办|赶紧买|名额有限|手慢无|限时优惠|欲购从速
        明天就下架了|额度马上没了|只剩最后两个名额|大家抢着买|今天截止|先到先得|机会难得|别犹豫|最后一波|过这村没这店|Offer ends soon|Final offer|Don't wait|Be quick|Only for today|Before it is gone
        Last day|Last chance|Today only|Hurry|Do not miss out|Don't miss it|Act now|Buy now|While stocks last|Selling fast|Limited-time offer|Before it's too late|Now or never|Only 5 left|Ends tonight""",
    "tying": """
        一起办才给批|贷款搭售保险|和理财捆绑|打包办更优惠|全部办理享优惠|同时办理打折|不买理财就不能贷款|不办就批不下来|办了卡才能放款|先买保险再放款|贷款必须买保险|不买会影响审批
        不买保险贷款利率要上浮|办信用卡才能优惠利率|买理财送米面油|存款送礼品|必须搭配保险|搭着保险一块买|You can only get the card with insurance|Buy it or no loan|Customers must take insurance|You need this to get the loan
        Only if you also buy insurance|No loan without insurance|Unless you also open a card|A condition of your loan|All or nothing|Discount if you take all|Tied to the loan""",
    "pressure": """
        必须买|一定要办|不办就亏了|不买后悔|您会后悔的|帮我完成任务|就差您一个|大家都买了|别人都在办|闭眼买|放心买|买就对了|给个面子|我这个月奖金就没了|您就当帮个忙|领导都买了|Everybody is taking it|Everyone's buying it
        You must buy|You have to sign up|You will regret it|Everybody buys it|Everyone has one|It is my target|Do me a favour|Just sign here""",
    "comparison": """
        别家银行不安全|其他银行都乱收费|比别家高|比其他银行划算|比隔壁银行收益好|全市最高|业内第一|市场上最划算|国家级产品|最佳选择|首选理财|顶级服务|第一品牌|利率最高|收益全城最高|隔壁那家老出事|那家银行要倒闭了|比某行强多了|Other banks are not safe|The safest investment|比存银行划算多了|Nobody else offers such a rate|Better than any bank|We pay more than any other bank|Best bank in China
        Better than other banks|Safer than any other bank|Other banks cheat|Unlike other banks|The best rate|Number one|Market-leading|Unbeatable|The highest rate|Best in town""",
}  # fmt: skip

GOOD = """
    理财非存款，产品有风险，不保证本金和收益|Not a deposit; it bears risk and neither principal nor return is guaranteed
    不保本，可能亏损本金|Principal may be lost
    本产品不承诺保本和最低收益|The product promises neither principal nor return
    基金有风险，净值会涨跌|Funds bear risk; values move
    会亏吗|Can I lose
    这个会不会亏损？|Could it lose?
    稳健就不会亏吧|Steady means no loss?
    五年利率最高吧|Is five years the highest rate?
    有没有风险，请看说明书|See the prospectus for its risks
    有无风险要看等级|See its grade
    没有零风险的投资|There is no risk-free investment
    天下没有稳赚的买卖|Nothing is guaranteed
    打破刚性兑付后，净值有涨有跌|Values rise and fall
    不说“保本”“稳赚”|Do not say “guaranteed” or “cannot lose”
    不要相信“高收益”|Never believe “high returns”
    承诺高收益的多是骗局，对方保证收益就是骗|Who promises high returns is most likely a fraud
    对方有没有承诺收益？|Did they promise a return?
    有人向您保证赚钱吗？|Has anybody guaranteed a profit?
    宣称稳赚的都是诈骗|Those who speak of sure profits are frauds
    不得承诺收益|Never promise a return
    银行不能保证收益|The bank cannot guarantee a return
    业绩比较基准不是承诺|The benchmark is no promise
    业绩比较基准2.5%—3.0%，不代表实际收益|Benchmark 2.5 to 3.0 per cent, not a promise of return
    禁止搭售，禁止捆绑销售|No tying is allowed
    不买不影响办理其他业务|Declining changes nothing else
    贷款不用买保险|A loan needs no insurance
    不是必须办，您定|It is your choice
    不办也没关系|It is fine not to
    您比较后再定，不着急|Compare and decide at your ease
    可以比比费率，不必换|Compare the rate; no need to change
    别家利率更高|Others pay more
    已有别家的码|I have another
    要投保本人同意|The insured person agrees
    社保本月到账|The benefit arrives this month
    贷款由存单担保，本行审批|Secured by a certificate, decided here
    同一银行本息合计50万元以内由存款保险全额偿付|Deposit insurance repays up to 500,000 yuan a bank, interest included
    存单利息照算|The certificate keeps its interest
    提前支取部分按活期计息|Broken early, that part earns the current rate
    贷款年化利率3.6%起，以审批为准|From 3.6 per cent a year, as decided
    最低还款额一般为账单的10%|The least payment is usually 10 per cent of the bill
    赎回费1.5%，管理费0.2%/年|Redemption 1.5 per cent, management 0.2 per cent a year
    领取时按3%计税|Taxed at 3 per cent when drawn
    额度有限，以系统为准|The quota is limited; the system shows it
    可看看定期，不必等|A term deposit is there too
    没人能说准，按用途安排为好|Nobody knows; plan by what it is for
    好的，不需要就不借|Quite right if you do not need it
    限时服务标准五分钟|The standard is five minutes
    先办业务，再说产品|Business first, products after
    您的风险测评已过期|Your risk assessment has expired
    收益不确定，可能只得最低一档|The return is uncertain and may be the lowest stated
    收益与挂钩标的有关|The return depends on what it is linked to
    过去的业绩不代表将来|Past results tell nothing of the future
    货币基金也可能亏|Even a money fund may lose
    信托不承诺保本和收益，可能损失本金|The trust promises nothing; principal may be lost
    工资在本行，尚无信用卡|Salary is paid here, no credit card yet
    生意资金进出频繁，宜随时可用|Business money moves often and should stay at hand
    您有一笔定期将于11月25日到期|A term deposit matures on 25 Nov
    近三个月活期余额较稳定|The current balance has been steady for three months
    有贷款可以了解保障|With a loan, protection is worth a look
    岁末年初，备好零钞|Have change ready at the turn of the year
    保险合同以条款为准|The terms of the policy prevail
    急用钱时可以质押，不必提前取|It can be pledged rather than broken
    每月2元，可随时取消|2 yuan a month; stop at any time
    首张免年费，以公示为准|The first is free, as posted
    确认收款人后再转|Check the payee, then transfer
    请您核对后，在这里签名|Please check and sign here
    慢慢看，不用赶紧办|Take your time, there is no hurry
    不必担心错过|Never hurry
    没有风险测评不能推荐|Without an assessment it is not suggested
    无风险提示不得销售|It is not sold without the notice of risks
    今天不买也没关系|It is fine not to today
    办卡后才能绑定手机银行|The app is bound after the card
    签名后才能取款|Please sign before drawing
    存款利率最高不超过规定|The rate stays within the rules
    月末对账|Today is the last day of the month
    材料请寄送网点|Send the papers to the branch
    回单送到您手上|The receipt is handed to you
    证件快到期|Your ID ends soon
    保函由本行出具|We issue bank guarantees
"""


def bad() -> Iterator[tuple[str, str]]:
    for group, table in BAD.items():
        for one in re.split(r"[|\n]", table):
            if one.strip():
                yield group, one.strip()


def good() -> list[tuple[str, str]]:
    found = [line.strip().rpartition("|") for line in GOOD.strip().splitlines()]
    return [(zh, en) for zh, _, en in found]


def pair(text: str) -> tuple[str, str]:
    """The other language has nothing to find."""
    return (text, "Fine") if re.search(r"[\u3400-\u9fff]", text) else ("很好", text)


def test_there_are_enough_of_both() -> None:
    assert len(list(bad())) >= 80
    assert len(good()) >= 60
    assert set(BAD) == {group.code for group in unsaid.GROUPS}


@pytest.mark.parametrize(("group", "text"), list(bad()))
def test_what_must_not_be_said_is_found_in_its_place(group: str, text: str) -> None:
    found = [f for f in findings("text", "", *pair(text)) if f.code == group]
    assert found
    one = found[0]
    assert one.word
    assert text[one.at : one.at + len(one.word)] == one.word
    assert one.word in one.sentence_zh
    assert one.word in one.sentence_en


@pytest.mark.parametrize("code", sorted(BAD))
def test_every_group_is_needed(code: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(lint, "GROUPS", tuple(g for g in unsaid.GROUPS if g.code != code))
    missed = [text for group, text in bad() if group == code and not findings("text", "", *pair(text))]
    assert len(missed) >= 5


@pytest.mark.parametrize(("zh", "en"), good())
def test_what_is_right_is_let_through(zh: str, en: str) -> None:
    assert findings("text", "", zh, en) == ()


def test_denials_are_what_lets_them_through(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(lint, "DENIALS", re.compile(r"(?!)"))
    assert sum(bool(findings("text", "", *one)) for one in good()) >= 12


@pytest.mark.parametrize("category", sorted(INVESTMENTS))
@pytest.mark.parametrize(
    "text",
    ["像存款一样", "这是一种储蓄", "存 款 替代", "和定期一样", "和存定期没区别", "就当存钱一样", "儲蓄型", "like a deposit", "A savings account", "Like money in the bank"],
)  # fmt: skip
def test_an_investment_is_not_called_a_deposit(category: str, text: str) -> None:
    found = [f for f in findings("line", category, *pair(text)) if f.code == "deposit"]
    assert found
    assert text[found[0].at :].startswith(found[0].word)


@pytest.mark.parametrize(
    ("zh", "en"),
    [
        ("理财非存款", "Not a deposit"), ("不同于一般存款", "It differs from a deposit"), ("不是普通存款", "Not a plain deposit"),
        ("不受存款保险保护", "Not covered by the deposit insurance"), ("结构性存款收益不确定", "Structured deposits bear risk"),
        ("和定期一样吗", "Is it the same"), ("不把理财叫存款", "The deposit insurance does not apply"),
    ],
)  # fmt: skip
def test_saying_that_it_is_none_is_wanted(zh: str, en: str) -> None:
    assert findings("line", "wealth", zh, en) == ()


def test_deposits_and_channels_may_speak_of_deposits() -> None:
    for category in ("term", "bond", "pledge_loan", "pension", "mobile_bank", ""):
        assert findings("line", category, "存款可以质押", "A deposit can be pledged") == ()


@pytest.mark.parametrize(
    "text",
    ["女性客户", "您年龄合适", "老年人适用", "退休了可以办", "已婚家庭", "少数民族", "宗教活动", "残疾人优惠", "户籍在外地", "身体健康", "怀孕期间",
     "外地人", "35岁以上", "For women", "At your age", "Elderly customers", "Now you are retired", "Since you are married", "For the disabled",
     "By religion", "Of another ethnicity", "Household registration elsewhere", "Because of illness"],
)  # fmt: skip
def test_a_reason_names_no_protected_trait(text: str) -> None:
    for kind in ("reason", "say"):
        found = [f for f in findings(kind, "", *pair(text)) if f.code == "trait"]
        assert found, kind
        assert text[found[0].at :].startswith(found[0].word)
    assert not findings("line", "", *pair(text))


def test_a_trait_is_not_found_in_other_words() -> None:
    for zh, en in (
        ("岁末年初", "A single premium"),
        ("家族信托", "In good hands"),
        ("上班族的工资卡", "Your holdings"),
    ):
        assert findings("reason", "", zh, en) == ()


def test_both_languages_are_needed_and_each_is_its_own() -> None:
    assert [(f.where, f.code) for f in findings("text", "", "", "Fine")] == [("zh", "missing")]
    assert [(f.where, f.code) for f in findings("text", "", "好", " ")] == [("en", "missing")]
    assert [(f.where, f.code) for f in findings("text", "", "plain", "Fine")] == [("zh", "language")]
    (one,) = findings("text", "", "好", "Fine 好")
    assert (one.where, one.code, one.at) == ("en", "language", 5)
    assert findings("text", "", "R3", "R3") == ()


@pytest.mark.parametrize("kind", ["sentence", "say", "reason"])
def test_a_sentence_is_short_with_its_blanks_filled(kind: str) -> None:
    assert findings(kind, "", "一" * 25, "a" * 90) == ()
    zh, en = findings(kind, "", "一" * 26, "a" * 91)
    assert (zh.where, zh.code, zh.at) == ("zh", "length", 25)
    assert (en.where, en.code) == ("en", "length")
    assert "26" in zh.sentence_zh


def test_an_answer_is_a_card_s() -> None:
    assert findings("answer", "", "一" * 80, "a" * 260) == ()
    assert [f.code for f in findings("answer", "", "一" * 81, "a")] == ["length"]


def test_blanks_are_facts_that_may_be_said_and_the_same_in_both() -> None:
    assert findings("reason", "", "{maturing_on}到期", "Matures on {maturing_on}") == ()
    assert {f.code for f in findings("reason", "", "{maturing_on}到期", "Matures")} == {"blanks"}
    (secret,) = findings("reason", "", "余额{current_fen}", "You have {current_fen}")
    assert (secret.at, secret.sentence_en) == (2, "current_fen may not be said aloud")
    assert findings("reason", "", "{nothing}", "{nothing}")[-1].sentence_en == "no fact is called 'nothing'"
    assert findings("reason", "", "到期{maturing_on", "{maturing_on")[0].code == "blanks"
    assert findings("line", "", "{maturing_on}到期", "Matures on {maturing_on}")  # a talk track has no blanks
    assert findings("text", "", "风险 {rating}", "Risk {rating}") == ()  # a code's sentence has its own
    assert not FACTS["age"].said


def test_findings_stand_in_the_order_of_the_texts() -> None:
    found = findings("text", "", "零风险，稳赚，最后一天", "Hurry, guaranteed")
    assert [(f.where, f.word) for f in found] == [
        ("zh", "零风险"), ("zh", "稳赚"), ("zh", "最后一天"), ("en", "Hurry"), ("en", "guaranteed"),
    ]  # fmt: skip


def test_a_word_is_shown_as_it_was_written() -> None:
    (one,) = findings("text", "", "放心，稳 - 賺", "Fine")
    assert (one.word, one.at) == ("稳 - 賺", 3)
    assert {"text", "line", "sentence", "say", "reason", "answer"} == set(KINDS)


def test_the_old_generators_say_the_same() -> None:
    assert list(lint.lint("稳赚", "Hurry")) == [
        "forbidden wording '稳赚' in the zh text",
        "forbidden wording 'Hurry' in the en text",
    ]
    assert list(lint.lint("", "x")) == ["the zh text is empty"]
    assert list(lint.lint_traits("女性", "Fine")) == ["names a protected trait ('女性')"]
    assert list(lint.lint_sentence("一" * 26, "x")) == ["the zh sentence has 26 characters; at most 25"]


def test_any_text_is_taken() -> None:
    for text in ("", "\x00", "{" * 50, "保" * 3000 + "本", "，" * 999, "a " * 2000, "𠮷" * 9, "\u200b" * 5, "…" * 30):
        for kind in KINDS:
            findings(kind, "wealth", text, text)
