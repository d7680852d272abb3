"""The words that must not be said, group by group, with the rule each group stands for.

Patterns meet folded text (``folded.py``): lower case, simplified, no blanks between Chinese characters, half-width signs.
What denies is right and wanted (不保本, 不承诺收益): ``DENIALS`` are taken out before looking.
"""

# Tables of patterns read best with whole alternatives a line.
# ruff: noqa: E501
import re
from typing import NamedTuple

from teller_assist.domain.suggestion import Text


class Group(NamedTuple):
    """``why``: what is said to the person who writes the text."""

    code: str
    why: Text
    pattern: re.Pattern[str]


def _any(table: str) -> re.Pattern[str]:
    """Any of a table's alternatives; a line holds one or several, and ends with its line."""
    return re.compile("|".join(line.strip() for line in table.splitlines() if line.strip()))


# 管理办法: 《金融机构产品适当性管理办法》 (2025 No. 7); 消保: 《银行保险机构消费者权益保护管理办法》 (2022 No. 9).
GROUPS = (
    Group("principal", Text("不得承诺本金，不得说没有风险（管理办法 13）",
        "No promise of principal, no word of no risk (No. 7, 13)"), _any(r"""
        (?<![投承参社医担])保本(?!人|行|公司|地|市|年|期|月|次|合同|保险)|保息|保ben|bao本|保(?:住|证|障|全)您?的?本金|零本金风险|本[息金](?:全|都)保(?!险)|绝无(?:亏|风险|损失)|放一[百万]个心
        本金(?:绝对|完全|百分百|永远)?(?:安全|无忧|有保障|有保证|不受损|无损|不会少|不会丢|不会损失|零损失|一分不少)|[零0]风险|(?<!有)无风险(?!测评|评估|提示|揭示|等级|偏好)
        (?<!有)没(?:有|啥|什么)?(?:任何|什么|啥|一点|丝毫)?风险(?!测评|评估|提示|揭示|等级|偏好|承受)|毫无风险|不存在(?:任何)?风险|风险(?:几乎|基本|接近)?为?零|不用担心(?:亏|赔|损失|风险)|(?:本金|收益)[^，,。；;]{0,6}(?:银行|本行|国家|政府|财政)担保|风险忽略不计|[零0]亏损|(?<!会)不会亏|(?<![会能])不可能(?:亏|赔)|保证(?:还本|本金|本息)|(?:至少|一定|肯定)[^，,。；;]{0,4}(?:拿回|收回)本|亏不了|赔不了
        (?<!会)不会赔钱|(?<!亏)不亏(?!不)|从未亏|没亏过|绝对安全|绝对放心|绝对可靠|万无一失|刚性兑付|刚兑|兜底|百分之百|百分百|100%|跟国债一样安全|和国债一样安全
        \b(?:risk[- ]?free|riskless|(?:no|zero|without(?: any)?|free of|not any)[ -]risks?\b|capital[- ](?:protected|guaranteed)|principal (?:is|stays|remains) (?:\w+ )?(?:safe|secure|protected|intact))
        \b(?:can't|can ?not|cannot|could not|never|won't|will not) (?:\w+ )?(?:lose|make a loss)\b
        \b(?<!refunds )(?:no|never a|without(?: a)?) loss(?:es)?\b
        \b(?:absolutely|completely|perfectly|totally|100%) (?:safe|secure|sure)\b|\bfool[- ]?proof\b|\b100 ?%
        \bnothing can go wrong\b|\bno way to lose\b|\brisks? (?:is|are) (?:zero|nil|none)\b|\bcapital is (?:\w+ )?(?:safe|secure|protected)\b|\bmoney[- ]back,? (?:always|for sure)\b|\bsafe bet\b|\bsure thing\b|\bnever (?:falls?|drops?|loses?)\b|\bcan only (?:go up|rise|gain|win)\b|\b(?:your )?money is (?:\w+ )?safe\b|\bas safe as\b|\blow[- ]risk (?:and |but |with )?high\b
    """)),
    Group("return", Text("不得承诺或渲染收益（管理办法 13；广告法 25）",
        "No promised and no praised return (No. 7, 13; Advertising Law 25)"), _any(r"""
        保收益|保回报|(?:保证|承诺|担保|确保|锁定|包)(?:您的?|有|给){0,2}(?:收益|回报|盈利|赚|分红|兑付)|保证[^，,。；;]{0,8}%
        收益(?:有保障|有保证|无忧|稳定可靠|翻倍|翻番|爆表)|稳赚|稳稳的?(?:收益|拿|收|赚|幸福)|保[您你]?赚|保[您你][^，,。；;]{1,4}保[您你]赚|旱涝保收|铁打的收益|板上钉钉|等着(?:数|收|拿)钱|月月分红|买到就是赚到|闭着?眼[^，,。；;]{0,4}赚|一本万利|(?:年年|月月)[^，,。；;]{0,4}\d+(?:\.\d+)?%|高出?[一二两三四五几\d]+倍|一年[^，,。；;]{0,6}个点|包赚|必赚|准赚|肯定赚|一定赚|保准赚|保证赚|躺着?(?:赚|拿钱|收钱)|躺赢|稳赢|必涨|稳涨|肯定涨|一定涨|只赚|只涨|稳拿|稳得|稳获|赚翻|翻倍
        坐享收益|坐等收益|高息(?:揽储|存款|理财|产品|回报)|高收益|高回报|高额回报|最高收益|预期收益|预计收益|收益(?:率)?(?:可|能)?(?:高)?达|跑赢|战胜通胀|战胜市场
        (?:收益|回报|年化|赚|盈利)(?!利率)[^，,。；;%\d]{0,8}(?<!业绩比较基准)\d+(?:\.\d+)?%|\d+(?:\.\d+)?%(?:以上)?的?(?:年化|收益|回报)
        年化[\d一二三四五六七八九十]+(?:\.\d+)?(?:个点|点)
        \bguarantee[ds]?\b|\bguaranteeing\b
        \b(?:certain|sure|assured|promised|steady|secure|easy) (?:profits?|gains?|returns?|wins?|money|winner)\b
        \bpromis(?:es?|ed) (?:\w+ ){0,2}(?:return|profit|gain|yield)s?\b
        \bat least (?:\d+(?:\.\d+)?|one|two|three|four|five|six|seven|eight|ten) ?(?:%|per ?cent)
        \b(?:profit|return|gain|income)s? (?:is|are) (?:certain|assured|sure|secure)\b
        \b(?:high|higher|highest|top|expected|projected|maximum) (?:returns?|yields?|profits?|rewards?)\b
        \bbeats? (?:the )?(?:market|inflation|index|deposits?)\b|\boutperforms?\b
        \bdoubles? (?:your|the) money\b
        \b(?:return|yield|gain|profit|earn)s? (?:\w+ ){0,2}\d+(?:\.\d+)? ?(?:%|per ?cent)
        \d+(?:\.\d+)? ?(?:%|per ?cent) (?:\w+ )?(?:returns?|yields?|profits?|gains?)\b
        \bper ?cent (?:\w+ )?(?:returns?|yields?|profits?|gains?)\b
        \balways (?:rises?|goes up|pays|gains?)\b|\bbound to (?:rise|gain|win)\b
    """)),
    Group("urgency", Text("不得催促（广告法；消保 20）",
        "No urging (Consumer Protection Rules 20)"), _any(r"""
        最后(?:一天|一次|一期|一批|机会|[\d一二三四五六七八九十]+(?:\.\d+)?(?:天|名|席|个名额))|(?:仅|只)限(?:今|明|当)[天日]|仅此一[天次]
        [今当][天日]不(?:办|买|签|存)(?!也|没|不|行|可|用|影响|要紧|吗)|(?:明天|马上|很快|即将|快要?)就?(?:下架|没额度|停售|涨价)|额度(?:马上|快|就要?)要?(?:没|完)|(?:只|仅)剩[^，,。；;]{0,4}(?:名额|席|份额|额度)|抢着(?:买|办)|机会难得|(?:别|不要|不用)犹豫|最后一(?:波|轮)|(?:今天|过后)[^，,。；;]{0,4}就没(?:有)?(?:这个?价|了)|[今明]天(?:就)?截止|先到先得|过了?这个?村|过了今天|明天就(?:没|停|涨|降|不)|马上就(?:没|停|抢|涨价)|限时(?:抢|优惠|特惠|发售|秒|购)|抢购|抢额度|抢到|快抢|手慢|秒杀|秒光
        一抢而空|售完(?:为止|即止)|卖完就没|过[时期]不[候再]|机不可失|时不再来|千载难逢|错过|抓紧(?:买|办|签|下手|存|机会)|赶[紧快](?:买|办|签|下手|存)|趁早(?:买|办)
        名额有限|数量有限|最后冲刺|欲购从速|再不(?:买|办|签|存)
        \blast (?:day|chance|call|days|opportunity)\b(?! of the (?:month|year|week|quarter|term))|\bfinal (?:day|chance|call|hours)\b
        \b(?:today only|only today|only for today|just today|this day only)\b|\b(?:do not|don't) wait\b|\blast (?:places?|seats?|few)\b|\b(?:offer|sale|issue) ends? soon\b|\bfinal offer\b|\bbe quick\b(?!, others)|\bbefore it(?: is|'s) gone\b|\bhurry\b|\bact (?:now|fast|today)\b
        \b(?:buy|sign|order|grab|take it) (?:it )?now\b|\b(?:miss(?:ing)? out|don't miss|do not miss)\b
        \bwhile (?:stocks?|it|they|quota) lasts?\b|\b(?:selling|going) (?:out )?fast\b
        \blimited[- ](?:time|offer|places)\b|\bbefore it'?s too late\b|\bbefore it is too late\b
        \bnow or never\b|\bonce in a lifetime\b|\bonly \d+ (?:places? )?left\b
        \b(?:gone|ends?|over|closes) (?:tonight|tomorrow|today)\b|\brun(?:ning)? out soon\b
    """)),
    Group("tying", Text("不得搭售，一样不办不影响另一样（消保 18）",
        "No tying: refusing one affects no other (Consumer Protection Rules 18)"), _any(r"""
        搭售|搭配(?:买|购买|销售)|必须搭配|搭着[^，,。；;]{0,6}(?:买|办)|捆绑|打包(?:买|卖|销售|办)|(?:一起|同时|全部|都|一并)(?:办|买|开|签)(?:理|通|齐)?(?:了)?(?:才|享|送|打折|优惠|减免|更优惠)
        (?:不|没)(?:办|买|开|签|投|存)[^，,。；;]{0,6}(?:就)?(?:不能|不给|不批|批不|贷不|不放款|放不了|办不了|没法办)
        (?:买|办|存|投|签)[^，,。；;]{0,6}才(?:能|可以|会)?(?:给|批|放|贷|享|优惠|降|拿到)|不(?:买|办|开|存)[^，,。；;]{0,8}(?:利率|额度|手续费)[^，,。；;]{0,6}(?:上浮|提高|下调|涨|降)|(?:买|存|办)[^，,。；;]{0,5}(?<!邮)送(?:礼|米|油|面|红包|积分|券|话费|黄金|手机|家电)|才(?:批|放)款|先(?:买|投|存)[^，,。；;]{0,8}再(?:批|放|办|贷|给)
        (?:贷款|放款|审批)[^，,。；;]{0,6}(?:要求|需要|必须|须|得)(?:先)?(?:买|购买|配|投)|不(?:买|办|签)(?:[^，,。；;不]{0,4}(?:会|将|要))?影响
        \bonly if you (?:also )?(?:buy|take|open|sign|hold)\b|\bunless you (?:also )?(?:buy|take|open|sign)\b
        \bno (?:loan|card|account|quota) without\b
        \b(?:a )?condition (?:of|for) (?:the|your|a) (?:loan|card|account)\b|\btied (?:to|with)\b
        \ball or nothing\b|\bor no (?:loan|card|account)\b|\bonly get (?:the|a|your) (?:loan|card|account|rate) with\b|\bmust (?:also )?(?:take|have|hold) (?:\w+ )?(?:insurance|funds?|wealth|card)\b|\b(?:you )?needs? (?:this|it) (?:to get|for) (?:the|a|your) (?:loan|card)\b
        \b(?:take|buy|sign) (?:all|both)[^.;]{0,12}(?:together)?[^.;]{0,6}(?:and|to|for) (?:you )?(?:get|save|a discount|cheaper)\b
        \bbundled? (?:with|price|discount)\b|\bdiscount (?:if|when) you take all\b
    """)),
    Group("pressure", Text("不得施压，办不办由客户定（消保 20）",
        "No pressure: it is the customer's choice (Consumer Protection Rules 20)"), _any(r"""
        (?:必须|一定要|务必|非得|非要|最好都)(?:办|买|开|购买|投保|签|存)|非[办买]不可|不[办买]就(?!别问)|不[办买](?:可惜|后悔|就亏|吃亏|划不来)|(?:会|要|肯定|将来)后悔
        帮(?:我|个|下)?(?:忙)?(?:完成|冲)(?:一下)?(?:任务|业绩|指标)|(?:完成|差)(?:任务|指标)|(?:奖金|任务|指标|业绩)[^，,。；;]{0,4}(?:没了|完不成|不够|要扣)|就差您|给个面子|(?:就当|算是)帮[我个]|(?:领导|行长|邻居|同事|亲戚)[们]?都(?:在|已)?(?:买|办)了?|支持一下我
        (?:大家|别人|人家|邻居|您同事)[们]?都(?:在|已)?(?:办|买|开|签)|闭眼(?:买|入)|放心(?:大胆)?买|买就对了|不懂没关系
        \bmust (?:buy|take it|sign up|invest)\b|\bhave to (?:buy|take it|sign up|invest)\b
        \byou(?:'ll| will| would) regret\b|\bevery(?:body|one)(?:'s| is)? ?(?:buy(?:s|ing)?|has one|has it|tak(?:es?|ing)|sign(?:s|ing)?)\b
        \bmy (?:target|quota|task)s?\b|\b(?:required|obliged|compelled) to (?:buy|take|invest)\b
        \bjust (?:sign|buy) (?:it|here)\b|\bdo me a favou?r\b|\bno need to (?:read|understand)\b
    """)),
    Group("comparison", Text("不得贬低他行，不用极限词（广告法 9、13）",
        "No disparaging of other banks, no superlatives (Advertising Law 9, 13)"), _any(r"""
        (?:别家|他行|其他银行|别的银行|其他行|别的行|隔壁(?:银行)?|对面(?:银行)?|同业|小银行)(?:都|就|的)?(?:\w{0,4})(?:差|坑|骗|不安全|不行|不可靠|靠不住|不靠谱|倒闭|服务不好|乱收费)
        比(?:别家|他行|其他银行|别的银行|其他行|别的行|隔壁|对面|同业|哪家)[^，,。；;？?]{0,8}(?:高|好|强|多|安全|划算|便宜|低|快|靠谱|省)
        比(?:某|别的?|其他|那家)[^，,。；;]{0,2}行[^，,。；;]{0,4}(?:高|好|强|多|安全|划算)|比存(?:银行|定期|钱)[^，,。；;]{0,4}(?:高|好|强|多|划算)
        (?:隔壁|对面|别家|他行|那家|某某)[^，,。；;]{0,6}(?:出事|出过事|倒闭|暴雷|爆雷|跑路|坑人)
        (?:全国|全市|全城|全省|全网|本市|当地|业内|行业|同业|市面上?|市场上?|银行中)(?:最|第一|领先|唯一|无敌)|最(?:佳|安全|划算|可靠|赚钱|优惠|牛)(?!方式)|收益最(?:高|好)|利率最高(?!不|限|额|可|为)
        利息最高(?!不|限|额|可|为)|国家级|最高级|顶级|第一品牌|首选|独一无二|史上
        \b(?:better|safer|cheaper|faster|higher|stronger) than (?:any |all |the |most )?(?:other |rival |competing )?banks?\b
        \b(?:other|rival|those|small) banks? (?:are |is |will |may )?(?:\w+ )?(?:cheat|charge|rip|unsafe|bad|worse|slow|fail|cannot|can't|dishonest)\w*
        \bunlike (?:the )?other banks?\b|\b(?:pay|give|offer)s? (?:you )?more than (?:any )?(?:other )?banks?\b|\bbest bank\b|\bthe safest\b|\b(?:other|rival) banks? (?:are|is) not (?:safe|sound|honest)\b|\bour rivals\b|\bno(?:body|ne|(?: other)? bank) (?:else )?(?:offers|pays|gives)\b|\bthan any bank\b|\bhighest (?:interest|rates?|returns?) in\b|\bthe (?:very )?best (?:rate|return|bank|product|deal|choice|offer)\b
        \bbest in (?:town|the market|china|class)\b|\b(?:number one|no\. ?1)\b
        \b(?:highest|safest|cheapest) (?:rate|bank|product|of all|in)\b|\bmarket[- ]leading\b|\bunbeatable\b
        \bunrivalled\b|\bsecond to none\b
    """)),
)  # fmt: skip

# Said to deny, to ask or to warn: taken out before looking for the groups.
DENIALS = _any(r"""
    (?:保证|承诺)[^，,。；;“]{0,8}的?(?:多是|都是|就是|多半是)(?:骗|诈|陷阱)
    \bnot a (?:promise|guarantee)(?: of [^.;,?]*)?
    (?:不|非|未|没有|并不|不能|不得|不会|不是|无法|不可|不敢|并非|不再|禁止|严禁|不许|不准|拒绝)(?:向您|对您|再|作|做出?|作出|说|做到)?(?:保本保息|保本|保息|保证|承诺|担保|稳赚(?:不赔)?|确保|兜底|刚性兑付|预测|搭售|捆绑(?:销售)?|搭配销售)[^，,。；;？?！!“”"]{0,8}
    (?:打破|取消)(?:了)?(?:刚性兑付|刚兑)|(?:不是|没有|不存在|并非|哪有)(?:零|0|没有|毫无|无)风险
    (?:没有|不存在|不是|哪有)[^，,。；;]{0,4}(?:稳赚|只赚不赔|保本)[^，,。；;]{0,6}
    (?:不[要能得可许]?|别|勿|莫|谨防|警惕|小心|禁止|避免|凡是?)(?:再|轻)?(?:说|讲|用|写|信|相信|听|听信|提|出现)?[^，,。；;“]{0,6}“[^”]{1,20}”(?:[、和或]?“[^”]{1,20}”)*
    (?:对方|有人|谁|他们|骗子|群里)[^，,。；;？?]{0,12}(?:保证|承诺|稳赚|高收益|高回报|保本)[^，,。；;？?]{0,12}(?=[？?]|的?(?:都|多|就)?是(?:骗|诈|陷阱))
    (?:凡是?|所谓的?|宣称|号称|声称)[^，,。；;]{0,14}(?:都是|多是|就是|不可信|不要信|要警惕|多半)[^，,。；;]{0,6}|不用(?:抓紧|赶紧)|不必[^，,。；;]{0,3}错过
    (?:有没有|有无|是否有?|会不会|亏不亏)[^，,。；;？?]{0,6}|不(?:必|用|是必须|一定要|是一定要|需要)(?:办|买|开|购买|投保|签)
    不是(?:必须|非[办买]不可)[^，,。；;]{0,4}|没有(?:必须|最好)[^，,。；;]{0,4}
    \b(?:is |are |was )?(?:not|never|neither) (?:be )?(?:(?:a|any|fully|always|ever) )?(?:guaranteed?|promised|risk[- ]?free|capital[- ]protected|tied|bundled)(?: (?:to|with)\b)?
    \b(?:no|without(?: a| any)?) (?:guarantees?|promise)(?: of [^.;,?]*)?
    \b(?:do(?:es)?|did|can|may|will|must|should) ?(?:not|never) (?:guarantee|promise|outperform|beat|tie|expect)\b[^.;?]*
    \b(?:don't|doesn't|never|can't|won't) (?:guarantee|promise)\b[^.;?]*
    \b(?:do not|don't|never|not to|nor|avoid|beware of|not) (?:say|saying|use|write|believe|trust|the words?)?[^.;“]{0,16}“[^”]{1,40}”(?:(?:,| or| and|, or)* ?“[^”]{1,40}”)*
    \b(?:nothing|no product|no investment|none) (?:here )?is (?:risk[- ]?free|guaranteed|without risk|certain)\b
    \bthere is no (?:risk[- ]?free|guaranteed)\b
    \b(?:did|do|does|has|have|is) (?:anybody|anyone|somebody|someone|they|the other side|he|she)\b[^.;?]*\?
    \b(?:whoever|who|anybody who|anyone who|those who|people who) (?:promises?|offers?|guarantees?|speaks? of)\b[^.;?]*
    \bneither [^.;]{1,40} (?:is|are|was|were) (?:guaranteed|promised|safe)\b
    \b(?:bank|letter of|payment|performance) guarantees?\b|\bnever (?:buy|act|sign|hurry)\b
    \bno (?:need to )?hurry\b|\bneed not (?:hurry|buy)\b|\bdo(?:es)? not have to (?:buy|take|sign)\b
""")

# What calls an investment a deposit, and what says rightly that it is none.
DEPOSIT = _any(r"""
    存款|储蓄|存钱一样|(?:和|跟|与|像)存?(?:定期|活期|存单|银行)(?:一样|差不多|一个样|没区别|没两样)(?!吗)|\bdeposits?\b|\bsavings account\b
    \b(?:just )?like (?:cash|money) in the bank\b
""")

NO_DEPOSIT = _any(r"""
    (?:不|别|勿)(?:能|得|要|可)?[把将][^，,。；;]{1,8}(?:叫|说|称|当)(?:成|作|做)?存款
    \bcalls? no [^.;]{1,24} deposits?|(?:the )?deposit insurance (?:does not|is not|never)
    结构性存款|structured deposits?
    (?:不是|并非|非|不属于|不等于|不等同于|不同于|有别于|区别于|不像|代替不了|不能当作?|不作为)(?:一般|普通|银行|定期|活期|传统)*(?:的)?(?:存款|储蓄)
    (?:与|和|跟)(?:一般|普通|银行|定期)*(?:存款|储蓄)(?:有?不同|不一样|有区别|是两回事)
    (?:不受|不在|没有|不享受|不适用|不参加)[^，,。；;]{0,4}存款保险[^，,。；;]{0,6}|存款保险不(?:保障|覆盖|保护)|(?:和|与|跟)存款(?:一样|相同)吗
    (?:is |are |it is )?(?:not|no|never|neither|unlike|rather than|differs? from|different from|other than) (?:an? |the |any )?(?:bank |plain |ordinary |term |fixed |insured )*deposits?(?: insurance)?
    not (?:covered|protected|insured) by (?:the )?deposit insurance|outside (?:the )?deposit insurance
""")

# Protected traits, in reasons only.
TRAIT = _any(r"""
    性别|男性|女性|男士|女士|妇女|男的|女的|年龄|年纪|高龄|老年|老人|长者|年轻|中年|退休|岁(?!末|首|尾|月)|婚|离异|单身|怀孕|孕|生育|二胎|宝妈|大爷|大妈|阿姨|奶奶|爷爷|民族
    [汉回藏维壮满苗彝蒙]族|宗教|信仰|信教|健康|疾病|生病|患者|残疾|残障|户籍|户口|籍贯|外地人|本地人|农村人|城里人
    \b(?:sex|gender|age|aged|old|elderly|seniors?|young|youth|retire[ds]?|retirees?|retirement|pensioners?|married|marital|husband|wife|widow(?:er)?|divorced|pregnan\w+|maternity|mothers?|fathers?|wom[ae]n|m[ae]n|lady|ladies|ethnic\w*|rac(?:e|ial)|religio\w*|faith|health|ill|illness|sick|disab\w*|hukou|male|female|household registration|native place|single(?! (?:sum|premium|payment|step|code|card|visit|account)))\b
""")

# Right behind a word of these groups: it is asked, not promised (不会亏吧? Is it risk-free?).
ASKED = re.compile(r"的?[吗嘛吧么]|的?\?|[a-z' ]{1,20}\?")
ASKABLE = frozenset({"principal", "return", "comparison"})
