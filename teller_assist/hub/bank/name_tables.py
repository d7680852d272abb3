"""Surnames and given-name characters with their frequencies.

Surnames: rounded shares in ‰ after the public-security ministry's national name reports; polyphonic and
compound ones weigh a little more than in life, so that a demo of some thousand customers shows them.
Given-name characters: the usual ones of each generation, most usual first.
"""

SURNAMES = (
    "王72 李71 张67 刘54 陈45 杨31 赵23 黄22 周19 吴18 徐15 孙15 胡13 朱13 高12 林12 何12 郭12 马11 "
    "罗10 梁9 宋9 郑8 谢8 韩8 唐8 "
    "冯7 于7 董7 萧1 程6 曹6 袁5 邓5 许5 傅5 沈5 彭5 吕5 苏5 卢4 蒋4 蔡4 贾4 丁4 魏4 薛4 叶4 阎2 余4 "
    "潘4 杜4 戴3 夏3 钟3 汪4 田4 任4 姜3 "
    "范4 方4 石3 姚3 谭3 廖3 邹3 熊3 金3 陆3 郝2 孔2 白3 崔3 康2 毛2 邱2 秦2 江2 史2 顾2 侯2 邵2 孟2 "
    "龙2 万2 段2 雷2 钱2 汤2 尹2 黎2 易2 "
    "常2 武2 乔2 贺2 赖2 龚2 文2 庞1.2 樊1 兰1 殷1 施2 陶1.5 洪1.5 翟1 安1 颜1 倪1 严1.5 牛1.2 温1 "
    "芦.5 季1 俞1 章1.2 鲁1 葛1.2 韦1.5 "
    "申1 尤.6 毕.8 聂1 焦.8 向1 柳1 邢1 路.7 岳1 齐1 梅.8 莫1 庄1 辛.7 管.7 祝.6 左.7 涂.7 谷.5 祁.5 "
    "时.5 舒.5 耿.5 牟.5 卜.5 詹.6 "
    "关.7 苗.5 凌.4 费.4 纪.5 靳.5 盛.4 童.5 欧.4 甄.2 项.3 裴.3 席.3 卫.3 屈.3 鲍.3 隋.3 霍.4 翁.4 "
    "储.2 郎.2 覃1 肖6 闫2 付1 代.5 候.2 "
    "单1.2 解.9 曾6 区.6 查.7 朴.8 仇.6 华.4 盖.2 乐.2 种.1 隗.1 员.1 缪.3 尉.2 冼.3 "
    "欧阳1.6 上官.3 司马.4 诸葛.3 尉迟.3 夏侯.2 皇甫.2 令狐.2 慕容.2 司徒.3 东方.2 端木.2 长孙.1 宇文.1 独孤.1 呼延.1"
)
POLYPHONIC = ("单", "解", "曾", "区", "查", "朴", "仇")
COMPOUND = ("欧阳", "尉迟", "司马", "上官", "诸葛", "夏侯", "皇甫", "司徒")

# Cohorts by year of birth: before 1960, 1960–79, 1980–94, 1995–2009, 2010 and later.
MEN = (
    "国建德明志永文玉金福生荣祥贵林山海军春富有才树树庆华清发宝学忠成云东平正长义根全茂松柏泉堂财喜寿",
    "建国军伟强勇明斌刚平辉华东志海波峰涛永杰文利红鹏卫民新林飞俊雷宏亮光宁胜春荣松生江毅良义庆龙祥",
    "伟磊超鹏杰浩涛强鑫斌飞勇亮凯帅宇俊波翔龙明阳晨辉博洋佳峰健志威晓雷旭宁毅坤林江海文乐成昊康",
    "宇浩轩子文杰俊博天泽豪鑫昊涵嘉晨铭皓一瑞哲思睿辰旭阳航翔志凯雨家伟佳宏鹏诚乐逸帆奕铭彬",
    "宇泽浩子轩辰梓沐睿博皓铭一奕宸昊诺言瑞书煜霖景逸晨阳嘉佑承恒屹衍舟澄安知行远乐航锦桓",
)
WOMEN = (
    "秀英兰玉珍桂芳淑华梅凤琴素云翠莲荣香月美春霞爱珠清金菊花娥红巧惠仙娣妹芝琼贞",
    "丽红艳芳霞敏秀玲燕华英梅玉萍娟静丽云琴凤春慧莉平晓兰君桂洁霞颖雪淑雅琳娜群荣青蓉虹",
    "娜婷静丽芳颖雪丹莉艳敏倩婷慧琳洁玲佳晓燕媛璐莹雯蕾萌欣瑶梦宁雨冰娟晶薇妍岚菲思琪蓓",
    "怡欣雨婷子梦佳涵雅思诗琪萱语嘉文静彤慧可馨悦瑶晓玥心雪紫蕊颖妍宁晗冉熙菲妮雯",
    "梓涵一诺欣妍子萱语沐可心雨桐诗瑶悦依若汐艺雅思佳琪月清苒橙安知夏念柠书言宁伊乐熙予棠",
)
ONE_CHARACTER = (0.12, 0.30, 0.42, 0.20, 0.10)  # share of given names of one character, per cohort

RARE = (
    "𠮷", "𬍛", "𣲗", "𫖯", "𬸪", "𬎆", "𫍯", "𡐓", "𬬭", "𬀩",  # beyond the BMP
    "䶮", "㛃", "㐱",  # extension A
)  # fmt: skip
# Given names before the dot, fathers' names after it.
DOTTED_MEN = (
    "阿不都",
    "买买提",
    "艾力",
    "热合曼",
    "吐尔逊江",
    "努尔兰",
    "阿卜杜拉",
    "叶尔肯",
    "玉素甫江",
    "库尔班",
    "巴合提",
)
DOTTED_WOMEN = (
    "古丽娜尔",
    "阿依古丽",
    "帕提古丽",
    "迪丽拜尔",
    "热依汗",
    "阿娜尔罕",
    "米日古丽",
    "阿依努尔",
    "祖丽菲娅",
)
DOTTED_FATHERS = (
    "热西提", "吐尔逊", "玉素甫", "依明", "艾山", "哈力克", "买合木提", "别克", "阿不都拉", "买买提",
    "艾合买提", "依布拉音",
)  # fmt: skip
FOREIGN_MEN = (
    "James Oliver Thomas Daniel Kenji Min-jun Lukas Pierre Andrei Rahul David Carlos Ahmed Stefan Hiroshi".split()
)
FOREIGN_WOMEN = "Emma Sophie Anna Maria Yuki Ji-woo Claire Olga Priya Laura Fatima Ingrid Naoko Elena Grace".split()
FOREIGN_SURNAMES = (
    "Smith Brown Wilson Mueller Schmidt Dubois Rossi Garcia Silva Tanaka Sato Kim Park Nguyen Ivanov Kumar Hassan "
    "O'Connor Jensen Andersson"
).split()

FIRM_PLACES = (
    "华东 城东 南湖 金海 长河 云山 恒源 鼎盛 新川 瑞丰 汇达 天合 嘉禾 宏远 博通 永兴 万福 星辰 中泰 "
    "安顺 德润 凯旋 百川 同心 利丰"
).split()
FIRM_WORDS = "达 盛 源 信 通 和 泰 丰 隆 诚 创 联 锐 翔 邦".split()
FIRM_TRADES = (
    "商贸", "建材", "机械制造", "电子科技", "物流", "餐饮管理", "服饰", "食品", "农业开发", "装饰工程",
    "信息技术", "医疗器械", "教育咨询",
    "五金", "汽车服务", "印务", "包装材料", "园林绿化", "物业管理", "水产",
)  # fmt: skip
OCCUPATIONS = (
    "企业职员", "工人", "教师", "公务员", "医护人员", "工程师", "销售人员", "司机", "服务人员", "务农",
    "自由职业", "财务人员", "管理人员",
)  # fmt: skip
LANGUAGES = ("粤语", "闽南语", "四川话", "上海话", "客家话", "维吾尔语", "English")
HOURS = ("工作日上午", "工作日下午", "周末", "12:00–13:30", "17:00以后")
AVOID = ("家庭情况", "孩子升学", "健康", "股票亏损", "保险")
