<?xml version="1.0" encoding="utf-8"?>
<!DOCTYPE TS>
<TS version="2.1" language="en" sourcelanguage="zh_CN">
    <context>
        <name>Alarm</name>
        <message>
            <source>本次见到 {n} 个信号</source>
            <translation>Signs seen this time: {n}</translation>
        </message>
        <message>
            <source>柜员请求停止营销</source>
            <translation>The teller asked to stop selling</translation>
        </message>
        <message>
            <source>另有 {n} 个</source>
            <translation>and {n} more</translation>
        </message>
        <message>
            <source>照着说</source>
            <translation>Say</translation>
        </message>
        <message>
            <source>照着问</source>
            <translation>Ask</translation>
        </message>
        <message>
            <source>请主管来</source>
            <translation>Call the supervisor</translation>
        </message>
        <message>
            <source>核实无误，解除</source>
            <translation>Verified: lift it</translation>
        </message>
        <message>
            <source>记下可疑信号</source>
            <translation>Note what is suspicious</translation>
        </message>
        <message>
            <source>计入误报</source>
            <translation>counts as a false alarm</translation>
        </message>
        <message>
            <source>解除需主管授权，解除后今天也不再推荐</source>
            <translation>A supervisor authorises the lifting; no offers today even then</translation>
        </message>
        <message>
            <source>{time} 未呼叫</source>
            <translation>{time} nobody called</translation>
        </message>
        <message>
            <source>已呼叫 {time}</source>
            <translation>called {time} ago</translation>
        </message>
        <message>
            <source>{name} {n} 秒到</source>
            <translation>{name} in {n} s</translation>
        </message>
        <message>
            <source>{name} 来了</source>
            <translation>{name} is coming</translation>
        </message>
    </context>
    <context>
        <name>ArrivalModel</name>
        <message>
            <source>预约</source>
            <translation>Booked</translation>
        </message>
    </context>
    <context>
        <name>BadView</name>
        <message>
            <source>怎么处理的</source>
            <translation>What was done</translation>
        </message>
        <message>
            <source>说一句</source>
            <translation>A word on it</translation>
        </message>
        <message>
            <source>和客户怎么说的（可不填，不写客户姓名）</source>
            <translation>What was said to the customer (optional, no names)</translation>
        </message>
    </context>
    <context>
        <name>BundleHead</name>
        <message>
            <source>{name} · 每样都可单独办、单独谢绝</source>
            <translation>{name} · each by itself, each may be declined</translation>
        </message>
        <message>
            <source>、</source>
            <translation>, </translation>
        </message>
        <message>
            <source>第 {numbers} 条</source>
            <translation>No. {numbers}</translation>
        </message>
    </context>
    <context>
        <name>CallBoardView</name>
        <message>
            <source>{n} 人</source>
            <translation>{n}</translation>
        </message>
        <message>
            <source>其他</source>
            <translation>Other</translation>
        </message>
        <message>
            <source>{n} 号窗</source>
            <translation>Win {n}</translation>
        </message>
        <message>
            <source>叫号屏</source>
            <translation>Call board</translation>
        </message>
        <message>
            <source>请到窗口办理</source>
            <translation>Ticket → Window</translation>
        </message>
        <message>
            <source>暂时没有叫号，请稍候</source>
            <translation>No calls now, please wait</translation>
        </message>
        <message>
            <source>刚才叫过</source>
            <translation>Called before</translation>
        </message>
        <message>
            <source>正在等候</source>
            <translation>Waiting</translation>
        </message>
        <message>
            <source>过号请找大堂经理</source>
            <translation>Missed your number? Please see the lobby manager</translation>
        </message>
    </context>
    <context>
        <name>CallCard</name>
        <message>
            <source>{who} 已去</source>
            <translation>{who} is going</translation>
        </message>
        <message>
            <source>办完</source>
            <translation>Done</translation>
        </message>
        <message>
            <source>大堂</source>
            <translation>Hall</translation>
        </message>
        <message>
            <source>我去</source>
            <translation>I go</translation>
        </message>
        <message>
            <source>等{role}来</source>
            <translation>Waiting for {role}</translation>
        </message>
    </context>
    <context>
        <name>CardView</name>
        <message>
            <source>近期没有到期，也没有提过建议</source>
            <translation>Nothing due soon, nothing suggested before</translation>
        </message>
        <message>
            <source>上次 {on} {outcome}{name}</source>
            <translation>Last time {on} {outcome} {name}</translation>
        </message>
        <message>
            <source>{what}，{because}</source>
            <translation>{what}, {because}</translation>
        </message>
    </context>
    <context>
        <name>CarePanel</name>
        <message>
            <source>先按数字勾上看到的</source>
            <translation>First tick what is seen, by its digit</translation>
        </message>
        <message>
            <source>先按数字选核实结果</source>
            <translation>First choose what came of it, by its digit</translation>
        </message>
        <message>
            <source>请主管报工号</source>
            <translation>The supervisor gives their staff number</translation>
        </message>
        <message>
            <source>防诈关怀</source>
            <translation>Care pause</translation>
        </message>
        <message>
            <source>防诈关怀 · {who}</source>
            <translation>Care pause · {who}</translation>
        </message>
        <message>
            <source>解除要另一位主管授权；解除后今天也不再推荐</source>
            <translation>Another person, a supervisor, authorises it; no offers today even then</translation>
        </message>
        <message>
            <source>勾上看到的，回车后对这位客户停止营销，全网点今天有效</source>
            <translation>Tick what is seen; Enter stops selling to this customer, in the whole branch today</translation>
        </message>
        <message>
            <source>核实下来</source>
            <translation>What came of it</translation>
        </message>
        <message>
            <source>看到了什么</source>
            <translation>What is seen</translation>
        </message>
        <message>
            <source>主管工号</source>
            <translation>Supervisor&apos;s staff number</translation>
        </message>
        <message>
            <source>再记信号</source>
            <translation>More signs</translation>
        </message>
        <message>
            <source>核实结果</source>
            <translation>The outcome</translation>
        </message>
        <message>
            <source>解除</source>
            <translation>Lift it</translation>
        </message>
        <message>
            <source>停止营销</source>
            <translation>Stop selling</translation>
        </message>
        <message>
            <source>收起</source>
            <translation>Close</translation>
        </message>
        <message>
            <source>；</source>
            <translation>; </translation>
        </message>
        <message>
            <source>柜员请求停止营销</source>
            <translation>The teller asked to stop selling</translation>
        </message>
        <message>
            <source>{at} 起停止营销</source>
            <translation>Selling stopped at {at}</translation>
        </message>
        <message>
            <source>关怀中</source>
            <translation>In care</translation>
        </message>
    </context>
    <context>
        <name>CaseView</name>
        <message>
            <source>时间</source>
            <translation>When</translation>
        </message>
        <message>
            <source>平均 {mean}（{n} 项）</source>
            <translation>mean {mean} of {n}</translation>
        </message>
        <message>
            <source>得分</source>
            <translation>Scores</translation>
        </message>
        <message>
            <source>没做到</source>
            <translation>Missed</translation>
        </message>
        <message>
            <source>备注</source>
            <translation>Note</translation>
        </message>
        <message>
            <source>照片</source>
            <translation>Pictures</translation>
        </message>
        <message>
            <source>{n} 张，在别的电脑上</source>
            <translation>{n}, at another computer</translation>
        </message>
        <message>
            <source>{what} · {who} · {on} 前</source>
            <translation>{what} · {who} · by {on}</translation>
        </message>
        <message>
            <source>整改</source>
            <translation>To mend</translation>
        </message>
        <message>
            <source>复查 {n} 次</source>
            <translation>rechecks: {n}</translation>
        </message>
        <message>
            <source>近况</source>
            <translation>Latest</translation>
        </message>
        <message>
            <source>、</source>
            <translation>, </translation>
        </message>
        <message>
            <source>要整改什么</source>
            <translation>What is to be mended</translation>
        </message>
        <message>
            <source>谁来整改</source>
            <translation>Who mends it</translation>
        </message>
        <message>
            <source>什么时候之前</source>
            <translation>By when</translation>
        </message>
        <message>
            <source>说一句</source>
            <translation>A word on it</translation>
        </message>
        <message>
            <source>写明做到什么样</source>
            <translation>Say what is to be reached</translation>
        </message>
        <message>
            <source>整改或复查的情况（可不填）</source>
            <translation>What was done or seen (optional)</translation>
        </message>
    </context>
    <context>
        <name>ChoicePanel</name>
        <message>
            <source>返回</source>
            <translation>Back</translation>
        </message>
    </context>
    <context>
        <name>ComplaintPanel</name>
        <message>
            <source>已记下，这位客户今天不营销</source>
            <translation>Saved; nothing is sold to this customer now</translation>
        </message>
        <message>
            <source>已记下</source>
            <translation>Saved</translation>
        </message>
        <message>
            <source>先按数字选一项</source>
            <translation>Choose one by its digit first</translation>
        </message>
        <message>
            <source>投诉</source>
            <translation>Complaint</translation>
        </message>
        <message>
            <source>无档案来客</source>
            <translation>visitor without a record</translation>
        </message>
        <message>
            <source>投诉 · {who}</source>
            <translation>Complaint · {who}</translation>
        </message>
        <message>
            <source>投诉未结时不营销；收到次日起 15 个工作日内答复</source>
            <translation>Nothing is sold while it is open; answered within 15 business days after receipt</translation>
        </message>
        <message>
            <source>客户满意</source>
            <translation>Satisfied</translation>
        </message>
        <message>
            <source>不满意</source>
            <translation>Not satisfied</translation>
        </message>
        <message>
            <source>没有说</source>
            <translation>Did not say</translation>
        </message>
        <message>
            <source>发生了什么（可不填）</source>
            <translation>What happened (optional)</translation>
        </message>
        <message>
            <source>怎样答复客户（可不填）</source>
            <translation>What the customer is told (optional)</translation>
        </message>
        <message>
            <source>客户希望怎样（可不填）</source>
            <translation>What the customer wishes (optional)</translation>
        </message>
        <message>
            <source>✓ 就是这次接待</source>
            <translation>✓ About this visit</translation>
        </message>
        <message>
            <source>就是这次接待</source>
            <translation>About this visit</translation>
        </message>
        <message>
            <source>新投诉：为了什么</source>
            <translation>New complaint: about what</translation>
        </message>
        <message>
            <source>补救：提出哪一项</source>
            <translation>Recovery: what is offered</translation>
        </message>
        <message>
            <source>补救由受理的同事或主管提出</source>
            <translation>Recovery: offered by who took it in, or a manager</translation>
        </message>
        <message>
            <source>处理结果</source>
            <translation>Decision</translation>
        </message>
        <message>
            <source>告诉客户后办结，客户怎么说</source>
            <translation>Tell the customer, then close; what do they say</translation>
        </message>
        <message>
            <source>补救 {what}，客户接受</source>
            <translation>offered: {what}, accepted</translation>
        </message>
        <message>
            <source>补救 {what}</source>
            <translation>offered: {what}</translation>
        </message>
        <message>
            <source>{on} 收到</source>
            <translation>received {on}</translation>
        </message>
        <message>
            <source>已办结</source>
            <translation>Closed</translation>
        </message>
        <message>
            <source>待告知客户</source>
            <translation>Tell the customer</translation>
        </message>
        <message>
            <source>记下</source>
            <translation>Save</translation>
        </message>
        <message>
            <source>写字</source>
            <translation>Write</translation>
        </message>
        <message>
            <source>客户接受</source>
            <translation>Accepted</translation>
        </message>
        <message>
            <source>处理</source>
            <translation>Decide</translation>
        </message>
        <message>
            <source>办结</source>
            <translation>Close</translation>
        </message>
        <message>
            <source>再记一件</source>
            <translation>Another</translation>
        </message>
        <message>
            <source>收起</source>
            <translation>Close window</translation>
        </message>
    </context>
    <context>
        <name>CounterView</name>
        <message>
            <source>找客户：姓名、拼音、任意尾号</source>
            <translation>Find: name, pinyin, any tail</translation>
        </message>
        <message>
            <source>张 · zs · zhangsan · 证件 · 手机 · 卡号 · 票号 A037 · 尾 4 或 6 位 · 两项 zs 8812 · 刷证、刷卡直接打开</source>
            <translation>zs · zhangsan · ID · mobile · card · ticket A037 · last 4 or 6 · zs 8812 · or scan</translation>
        </message>
    </context>
    <context>
        <name>Curtain</name>
        <message>
            <source>已遮屏，按任意键回来</source>
            <translation>Blanked; any key comes back</translation>
        </message>
    </context>
    <context>
        <name>DetailsView</name>
        <message>
            <source>{name} · 往来</source>
            <translation>{name} · Details</translation>
        </message>
        <message>
            <source>其他网点客户</source>
            <translation>Another branch&apos;s customer</translation>
        </message>
        <message>
            <source>{month} 起</source>
            <translation>since {month}</translation>
        </message>
        <message>
            <source>收起</source>
            <translation>Close</translation>
        </message>
        <message>
            <source>按住 F6</source>
            <translation>Hold F6</translation>
        </message>
        <message>
            <source>看准数，留痕</source>
            <translation>exact, on record</translation>
        </message>
        <message>
            <source>已是最高一级</source>
            <translation>Already the highest tier</translation>
        </message>
        <message>
            <source>其他网点的客户，这里只有简卡</source>
            <translation>Another branch&apos;s customer: only the brief card is here</translation>
        </message>
        <message>
            <source>还没有往来记录</source>
            <translation>Nothing has happened here yet</translation>
        </message>
        <message>
            <source>{n} 条，新的在前</source>
            <translation>{n}, newest first</translation>
        </message>
        <message>
            <source>往来记录</source>
            <translation>What happened</translation>
        </message>
        <message>
            <source>未同步</source>
            <translation>Not sent yet</translation>
        </message>
        <message>
            <source>到期与过期</source>
            <translation>Due and expiring</translation>
        </message>
        <message>
            <source>30 天内没有到期的</source>
            <translation>Nothing due within 30 days</translation>
        </message>
        <message>
            <source>没有</source>
            <translation>None</translation>
        </message>
        <message>
            <source>按岗位不显示</source>
            <translation>Not shown to your role</translation>
        </message>
        <message>
            <source>没有，或没有同意显示</source>
            <translation>None, or none they agreed to show</translation>
        </message>
        <message>
            <source>关联客户</source>
            <translation>Related customers</translation>
        </message>
        <message>
            <source>偏好</source>
            <translation>Preferences</translation>
        </message>
        <message>
            <source>没有记下的偏好</source>
            <translation>No preferences noted</translation>
        </message>
        <message>
            <source>留意</source>
            <translation>Note</translation>
        </message>
        <message>
            <source>疑似重复：可能另有一份档案，先核对证件</source>
            <translation>Possible duplicate: there may be another record, check the ID first</translation>
        </message>
        <message>
            <source>、</source>
            <translation>, </translation>
        </message>
        <message>
            <source>按岗位不显示：{parts}</source>
            <translation>Not shown to your role: {parts}</translation>
        </message>
    </context>
    <context>
        <name>DockView</name>
        <message>
            <source>{year} 年起服务</source>
            <translation>Since {year}</translation>
        </message>
        <message>
            <source>先关怀，不谈产品</source>
            <translation>Care first, no product talk</translation>
        </message>
        <message>
            <source>、</source>
            <translation>, </translation>
        </message>
        <message>
            <source>{numbers} {name} · 可单独谢绝</source>
            <translation>{numbers} {name} · each may be declined</translation>
        </message>
        <message>
            <source>；</source>
            <translation>; </translation>
        </message>
        <message>
            <source>F10 请主管来 · F11 解除</source>
            <translation>F10 supervisor · F11 lift it</translation>
        </message>
        <message>
            <source>F10 请主管来</source>
            <translation>F10 supervisor</translation>
        </message>
        <message>
            <source>未问意愿</source>
            <translation>Not asked yet</translation>
        </message>
        <message>
            <source>推荐已同意</source>
            <translation>Offers agreed</translation>
        </message>
        <message>
            <source>不要推荐</source>
            <translation>No offers</translation>
        </message>
        <message>
            <source>等待下一位</source>
            <translation>Waiting</translation>
        </message>
        <message>
            <source>未同步 {n}</source>
            <translation>{n} unsent</translation>
        </message>
        <message>
            <source>柜面助手</source>
            <translation>Teller Assist</translation>
        </message>
        <message>
            <source>找客户</source>
            <translation>Find</translation>
        </message>
        <message>
            <source>姓名 · zs · 尾号 · 票号 · zs 8812</source>
            <translation>Name · zs · tail · ticket · zs 8812</translation>
        </message>
        <message>
            <source>撤销</source>
            <translation>Undo</translation>
        </message>
        <message>
            <source>限时 {n} 分</source>
            <translation>limit {n} min</translation>
        </message>
        <message>
            <source>超时 · 限时 {n} 分</source>
            <translation>over · limit {n} min</translation>
        </message>
        <message>
            <source>已记录：{what}</source>
            <translation>Logged: {what}</translation>
        </message>
        <message>
            <source>已撤销</source>
            <translation>Undone</translation>
        </message>
        <message>
            <source>{on} 待放行</source>
            <translation>{on}, new held</translation>
        </message>
        <message>
            <source>时钟不准</source>
            <translation>Clock is off</translation>
        </message>
        <message>
            <source>转来 {n}</source>
            <translation>{n} referred</translation>
        </message>
    </context>
    <context>
        <name>EmptyView</name>
        <message>
            <source>刷证、刷卡，或按 F2 找客户</source>
            <translation>Scan an ID or card, or press F2</translation>
        </message>
        <message>
            <source>今天已接待 {n} 位</source>
            <translation>Served today: {n}</translation>
        </message>
    </context>
    <context>
        <name>EvaluateView</name>
        <message>
            <source>{n} 号窗</source>
            <translation>Window {n}</translation>
        </message>
        <message>
            <source>满意度评价</source>
            <translation>Evaluation</translation>
        </message>
        <message>
            <source>欢迎光临</source>
            <translation>Welcome</translation>
        </message>
        <message>
            <source>请您评价本次服务</source>
            <translation>How was our service?</translation>
        </message>
        <message>
            <source>{window} · 工号 {teller}</source>
            <translation>{window} · Staff {teller}</translation>
        </message>
        <message>
            <source>非常满意</source>
            <translation>Excellent</translation>
        </message>
        <message>
            <source>满意</source>
            <translation>Good</translation>
        </message>
        <message>
            <source>一般</source>
            <translation>Fair</translation>
        </message>
        <message>
            <source>不满意</source>
            <translation>Poor</translation>
        </message>
        <message>
            <source>非常不满意</source>
            <translation>Very poor</translation>
        </message>
        <message>
            <source>抱歉没让您满意，问题出在哪里？</source>
            <translation>We are sorry. What went wrong?</translation>
        </message>
        <message>
            <source>可以不选，帮助我们改进</source>
            <translation>Optional; it helps us improve</translation>
        </message>
        <message>
            <source>等候太久</source>
            <translation>Long wait</translation>
        </message>
        <message>
            <source>服务态度</source>
            <translation>Attitude</translation>
        </message>
        <message>
            <source>办理有误</source>
            <translation>A mistake</translation>
        </message>
        <message>
            <source>其他</source>
            <translation>Other</translation>
        </message>
        <message>
            <source>不说了</source>
            <translation>Skip</translation>
        </message>
        <message>
            <source>谢谢您的评价</source>
            <translation>Thank you</translation>
        </message>
        <message>
            <source>祝您愉快，请带好随身物品</source>
            <translation>Have a nice day. Please take your belongings</translation>
        </message>
    </context>
    <context>
        <name>Folded</name>
        <message>
            <source>便利</source>
            <translation>Convenience</translation>
        </message>
        <message>
            <source>好处</source>
            <translation>Benefit</translation>
        </message>
        <message>
            <source>风险</source>
            <translation>Risk</translation>
        </message>
        <message>
            <source>收起</source>
            <translation>Close</translation>
        </message>
        <message>
            <source>异议</source>
            <translation>Objections</translation>
        </message>
        <message>
            <source>客户说</source>
            <translation>Customer</translation>
        </message>
        <message>
            <source>可以答</source>
            <translation>Answer</translation>
        </message>
    </context>
    <context>
        <name>Foot</name>
        <message>
            <source>勿提{what}</source>
            <translation>Do not raise: {what}</translation>
        </message>
        <message>
            <source>个性化推荐已同意</source>
            <translation>Agreed to offers</translation>
        </message>
        <message>
            <source>个性化推荐已拒绝</source>
            <translation>Refused offers</translation>
        </message>
        <message>
            <source>个性化推荐未问过</source>
            <translation>Not asked about offers</translation>
        </message>
        <message>
            <source>可打电话</source>
            <translation>Phone is fine</translation>
        </message>
        <message>
            <source>可发微信</source>
            <translation>WeChat is fine</translation>
        </message>
        <message>
            <source>可发短信</source>
            <translation>SMS is fine</translation>
        </message>
        <message>
            <source>可寄信</source>
            <translation>Letters are fine</translation>
        </message>
        <message>
            <source>来网点时说</source>
            <translation>At the branch</translation>
        </message>
        <message>
            <source>，</source>
            <translation>, </translation>
        </message>
        <message>
            <source>没有记下的偏好</source>
            <translation>No preferences noted</translation>
        </message>
    </context>
    <context>
        <name>GuestView</name>
        <message>
            <source>无档案来客</source>
            <translation>Visitor without a record</translation>
        </message>
        <message>
            <source>照常办业务，计时已开始</source>
            <translation>Serve as usual, the clock runs</translation>
        </message>
        <message>
            <source>刷证、刷卡，或按 F2 找到客户，本次接待即并入</source>
            <translation>Scan, or find the customer by F2: this visit becomes theirs</translation>
        </message>
    </context>
    <context>
        <name>Head</name>
        <message>
            <source>其他网点客户</source>
            <translation>Another branch&apos;s customer</translation>
        </message>
        <message>
            <source>{year} 年起服务 · {n} 年</source>
            <translation>Since {year} · {n} years</translation>
        </message>
        <message>
            <source>{year} 年起服务</source>
            <translation>Since {year}</translation>
        </message>
        <message>
            <source>仅限简卡</source>
            <translation>Short card only</translation>
        </message>
        <message>
            <source>{year} 年生</source>
            <translation>Born {year}</translation>
        </message>
        <message>
            <source>客户经理 {name}</source>
            <translation>Manager {name}</translation>
        </message>
        <message>
            <source>本网点</source>
            <translation>This branch</translation>
        </message>
        <message>
            <source>证件 {no}</source>
            <translation>ID {no}</translation>
        </message>
        <message>
            <source>手机 {no}</source>
            <translation>Mobile {no}</translation>
        </message>
        <message>
            <source>为什么</source>
            <translation>Why</translation>
        </message>
    </context>
    <context>
        <name>HuddleView</name>
        <message>
            <source>已存：{path}</source>
            <translation>Saved: {path}</translation>
        </message>
        <message>
            <source>存不下来，请看磁盘</source>
            <translation>Cannot be saved: look at the disk</translation>
        </message>
        <message>
            <source>已开</source>
            <translation>Held</translation>
        </message>
        <message>
            <source>节假日还没有公布，只算了周末</source>
            <translation>Holidays not published yet: weekends only</translation>
        </message>
        <message>
            <source>看 {back}，备 {ahead}</source>
            <translation>Looks at {back}, prepares {ahead}</translation>
        </message>
        <message>
            <source>来自{source}</source>
            <translation>from: {source}</translation>
        </message>
        <message>
            <source>晨会夕会</source>
            <translation>Huddle</translation>
        </message>
        <message>
            <source>晨会</source>
            <translation>Morning</translation>
        </message>
        <message>
            <source>夕会</source>
            <translation>Evening</translation>
        </message>
        <message>
            <source>存成 PDF</source>
            <translation>Save as PDF</translation>
        </message>
        <message>
            <source>记下已开</source>
            <translation>Note as held</translation>
        </message>
        <message>
            <source>收起</source>
            <translation>Close</translation>
        </message>
    </context>
    <context>
        <name>InspectionSheet</name>
        <message>
            <source>哪一种</source>
            <translation>Which form</translation>
        </message>
        <message>
            <source>看的是谁</source>
            <translation>Whom</translation>
        </message>
        <message>
            <source>没有做到的项目</source>
            <translation>What was missed</translation>
        </message>
        <message>
            <source>打分：1 最差，5 最好；没看到的不打</source>
            <translation>Score 1 worst to 5 best; leave out what was not seen</translation>
        </message>
        <message>
            <source>备注与照片</source>
            <translation>Note and pictures</translation>
        </message>
        <message>
            <source>看到了什么（可不填）</source>
            <translation>What was seen (optional)</translation>
        </message>
    </context>
    <context>
        <name>InspectionView</name>
        <message>
            <source>近期巡检</source>
            <translation>Recent inspections</translation>
        </message>
        <message>
            <source>待整改与复查 {n}</source>
            <translation>To mend or recheck {n}</translation>
        </message>
        <message>
            <source>没有要整改的</source>
            <translation>Nothing to mend</translation>
        </message>
        <message>
            <source>差评待处理 {n}</source>
            <translation>Bad evaluations to handle: {n}</translation>
        </message>
        <message>
            <source>没有待处理的差评</source>
            <translation>No bad evaluations waiting</translation>
        </message>
        <message>
            <source>已记下，可以交办整改</source>
            <translation>Saved; now assign what is to be mended</translation>
        </message>
        <message>
            <source>照片已加上</source>
            <translation>Picture added</translation>
        </message>
        <message>
            <source>已记下</source>
            <translation>Saved</translation>
        </message>
        <message>
            <source>先写清楚要整改什么</source>
            <translation>First say what is to be mended</translation>
        </message>
        <message>
            <source>先选谁来整改</source>
            <translation>First choose who mends it</translation>
        </message>
        <message>
            <source>先选柜员或窗口</source>
            <translation>First choose a teller or window</translation>
        </message>
        <message>
            <source>先打一项分，或勾一项没做到的</source>
            <translation>First score one, or tick what was missed</translation>
        </message>
        <message>
            <source>先选怎么处理的</source>
            <translation>Choose first what was done</translation>
        </message>
        <message>
            <source>已打分 {n}/9</source>
            <translation>Scored {n}/9</translation>
        </message>
        <message>
            <source>没做到 {n}</source>
            <translation>missed {n}</translation>
        </message>
        <message>
            <source>照片 {n}</source>
            <translation>pictures {n}</translation>
        </message>
        <message>
            <source>选照片</source>
            <translation>Choose a picture</translation>
        </message>
        <message>
            <source>照片</source>
            <translation>Pictures</translation>
        </message>
        <message>
            <source>巡检</source>
            <translation>Inspection</translation>
        </message>
        <message>
            <source>新巡检</source>
            <translation>New inspection</translation>
        </message>
        <message>
            <source>记下</source>
            <translation>Save</translation>
        </message>
        <message>
            <source>交办整改</source>
            <translation>Assign</translation>
        </message>
        <message>
            <source>处理完了</source>
            <translation>Handled</translation>
        </message>
        <message>
            <source>已整改</source>
            <translation>Mended</translation>
        </message>
        <message>
            <source>复查合格</source>
            <translation>Mended, close</translation>
        </message>
        <message>
            <source>还不合格</source>
            <translation>Not yet</translation>
        </message>
        <message>
            <source>加照片</source>
            <translation>Add picture</translation>
        </message>
    </context>
    <context>
        <name>KioskStart</name>
        <message>
            <source>请选择要办理的业务</source>
            <translation>What can we do for you?</translation>
        </message>
        <message>
            <source>刷银行卡或身份证可先识别，不刷也能取号</source>
            <translation>You may swipe a card or ID first; it is not needed</translation>
        </message>
        <message>
            <source>已识别，请选择业务</source>
            <translation>Recognised, please choose</translation>
        </message>
        <message>
            <source>没有识别到，请直接选择业务</source>
            <translation>Not recognised, please choose</translation>
        </message>
        <message>
            <source>需要照顾</source>
            <translation>Need care?</translation>
        </message>
        <message>
            <source>我有预约</source>
            <translation>Booked</translation>
        </message>
        <message>
            <source>不清楚，请帮我</source>
            <translation>Not sure, help me</translation>
        </message>
    </context>
    <context>
        <name>KioskView</name>
        <message>
            <source>取号</source>
            <translation>Take a ticket</translation>
        </message>
        <message>
            <source>预约电话的后四位</source>
            <translation>Last four digits of your phone</translation>
        </message>
        <message>
            <source>没有找到今天的预约，请再输一次或返回直接取号</source>
            <translation>No booking found today: try again, or go back and take a ticket</translation>
        </message>
        <message>
            <source>也可以刷银行卡或身份证</source>
            <translation>Or swipe a card or ID</translation>
        </message>
        <message>
            <source>退格</source>
            <translation>Delete</translation>
        </message>
        <message>
            <source>返回</source>
            <translation>Back</translation>
        </message>
        <message>
            <source>您的号码</source>
            <translation>Your number</translation>
        </message>
        <message>
            <source>完成</source>
            <translation>Done</translation>
        </message>
        <message>
            <source>暂时不能取号</source>
            <translation>No tickets just now</translation>
        </message>
        <message>
            <source>请找大堂经理，对不起</source>
            <translation>Sorry, please see the lobby manager</translation>
        </message>
        <message>
            <source>前面还有 {n} 位</source>
            <translation>{n} ahead of you</translation>
        </message>
        <message>
            <source>前面没有人，请留意叫号屏</source>
            <translation>Nobody ahead, watch the board</translation>
        </message>
        <message>
            <source>马上就到您</source>
            <translation>You are next</translation>
        </message>
        <message>
            <source>约 {n} 分钟</source>
            <translation>About {n} min</translation>
        </message>
        <message>
            <source>约 {n} 分钟，误差 ±{off}</source>
            <translation>About {n} min, ±{off}</translation>
        </message>
        <message>
            <source>请取走小票，留意叫号屏</source>
            <translation>Take your slip and watch the board</translation>
        </message>
        <message>
            <source>请记住号码，留意叫号屏</source>
            <translation>Remember your number and watch the board</translation>
        </message>
        <message>
            <source>小票没有打出来，请记住号码</source>
            <translation>The slip was not printed: please remember your number</translation>
        </message>
    </context>
    <context>
        <name>KnowledgePanel</name>
        <message>
            <source>答题</source>
            <translation>Quiz</translation>
        </message>
        <message>
            <source>知识卡</source>
            <translation>Knowledge cards</translation>
        </message>
        <message>
            <source>输汉字、拼音、首字母或英文</source>
            <translation>Chinese, pinyin, initials or English</translation>
        </message>
        <message>
            <source>看答案</source>
            <translation>Answer</translation>
        </message>
        <message>
            <source>开始</source>
            <translation>Begin</translation>
        </message>
        <message>
            <source>好</source>
            <translation>OK</translation>
        </message>
        <message>
            <source>收起</source>
            <translation>Close</translation>
        </message>
        <message>
            <source>返回</source>
            <translation>Back</translation>
        </message>
        <message>
            <source>还有 {n} 张，再输几个字</source>
            <translation>{n} more: type on</translation>
        </message>
        <message>
            <source>没有这样的卡：换个说法，或按 Esc</source>
            <translation>No such card: say it otherwise, or Esc</translation>
        </message>
        <message>
            <source>还没有小测</source>
            <translation>No quiz yet</translation>
        </message>
        <message>
            <source>必须通过才能办理</source>
            <translation>Needed to do it here</translation>
        </message>
        <message>
            <source>{n} 题，{least}% 通过</source>
            <translation>{n} questions, {least}% passes</translation>
        </message>
        <message>
            <source>还没有题</source>
            <translation>No questions yet</translation>
        </message>
        <message>
            <source>今天还可答 {n} 次</source>
            <translation>{n} more today</translation>
        </message>
        <message>
            <source>通过，到 {until}</source>
            <translation>Passed until {until}</translation>
        </message>
        <message>
            <source>30 天内到期：{until}</source>
            <translation>Ends {until}</translation>
        </message>
        <message>
            <source>已到期：{until}</source>
            <translation>Ended {until}</translation>
        </message>
        <message>
            <source>未通过</source>
            <translation>Not passed</translation>
        </message>
        <message>
            <source>第 {n} 题，共 {many} 题</source>
            <translation>Question {n} of {many}</translation>
        </message>
        <message>
            <source>按数字作答；按 Esc 先放下，当天题目不变</source>
            <translation>Answer by its digit; Esc puts it aside, the questions stay the same all day</translation>
        </message>
        <message>
            <source>{topic}：通过，{score} 分，到 {until}</source>
            <translation>{topic}: passed, {score} of 100, until {until}</translation>
        </message>
        <message>
            <source>{topic}：没有通过，{score} 分，要 {least} 分</source>
            <translation>{topic}: not passed, {score} of 100, {least} needed</translation>
        </message>
        <message>
            <source>先看这几张卡，按数字打开：</source>
            <translation>Read these cards first, each opens by its digit:</translation>
        </message>
        <message>
            <source>今天还可答 {n} 次，题目不变</source>
            <translation>{n} more today, the same questions</translation>
        </message>
        <message>
            <source>正确：{right}</source>
            <translation>Right: {right}</translation>
        </message>
        <message>
            <source>对</source>
            <translation>Right</translation>
        </message>
        <message>
            <source>错</source>
            <translation>Wrong</translation>
        </message>
    </context>
    <context>
        <name>LobbySide</name>
        <message>
            <source>{n} 件待接 · {s} 秒未接转下一位</source>
            <translation>{n} waiting · next one after {s} s</translation>
        </message>
        <message>
            <source>{n} 分</source>
            <translation>{n} min</translation>
        </message>
        <message>
            <source>{n} 秒</source>
            <translation>{n} s</translation>
        </message>
        <message>
            <source>{ticket} 已接 · {who} · 用时 {took}</source>
            <translation>{ticket} taken · {who} · in {took}</translation>
        </message>
        <message>
            <source>今天接 {taken} / {made}</source>
            <translation>Today {taken} of {made}</translation>
        </message>
        <message>
            <source>没有人呼叫</source>
            <translation>Nobody calls</translation>
        </message>
        <message>
            <source>没有待接的转介</source>
            <translation>No referral waits</translation>
        </message>
        <message>
            <source>窗口呼叫</source>
            <translation>Window calls</translation>
        </message>
        <message>
            <source>结果 {n}</source>
            <translation>Result {n}</translation>
        </message>
        <message>
            <source>转介</source>
            <translation>Referrals</translation>
        </message>
    </context>
    <context>
        <name>LobbyView</name>
        <message>
            <source>{n} 位</source>
            <translation>{n}</translation>
        </message>
        <message>
            <source>{n} 分</source>
            <translation>{n} min</translation>
        </message>
        <message>
            <source>分流</source>
            <translation>Divert</translation>
        </message>
        <message>
            <source>到店</source>
            <translation>Arrivals</translation>
        </message>
        <message>
            <source>叫号</source>
            <translation>Call</translation>
        </message>
        <message>
            <source>回队</source>
            <translation>Return</translation>
        </message>
        <message>
            <source>大堂</source>
            <translation>Lobby</translation>
        </message>
        <message>
            <source>帮扶</source>
            <translation>Help</translation>
        </message>
        <message>
            <source>开窗</source>
            <translation>Open</translation>
        </message>
        <message>
            <source>挂起</source>
            <translation>Park</translation>
        </message>
        <message>
            <source>换队列</source>
            <translation>Transfer</translation>
        </message>
        <message>
            <source>最长</source>
            <translation>Longest</translation>
        </message>
        <message>
            <source>有 {n} 个呼叫</source>
            <translation>{n} calling</translation>
        </message>
        <message>
            <source>未到</source>
            <translation>No-show</translation>
        </message>
        <message>
            <source>未同步 {n}</source>
            <translation>Unsent {n}</translation>
        </message>
        <message>
            <source>现在没有人等</source>
            <translation>Nobody is waiting</translation>
        </message>
        <message>
            <source>登记</source>
            <translation>Register</translation>
        </message>
        <message>
            <source>等候</source>
            <translation>Waiting</translation>
        </message>
        <message>
            <source>签到</source>
            <translation>Check in</translation>
        </message>
        <message>
            <source>选一位</source>
            <translation>Choose</translation>
        </message>
    </context>
    <context>
        <name>MainWindow</name>
        <message>
            <source>柜面助手</source>
            <translation>Teller Assist</translation>
        </message>
    </context>
    <context>
        <name>OfferCard</name>
        <message>
            <source>在问 {who}</source>
            <translation>Asking {who}</translation>
        </message>
        <message>
            <source>接</source>
            <translation>Take</translation>
        </message>
        <message>
            <source>转走</source>
            <translation>Pass</translation>
        </message>
        <message>
            <source>还有 {n} 秒</source>
            <translation>{n} s left</translation>
        </message>
    </context>
    <context>
        <name>Pane</name>
        <message>
            <source>建议</source>
            <translation>Suggestion</translation>
        </message>
        <message>
            <source>查找时不显示资产；打开即记入访问日志</source>
            <translation>Searching shows no assets; opening goes on record</translation>
        </message>
        <message>
            <source>打开客户后才有建议</source>
            <translation>Suggestions come with the customer</translation>
        </message>
        <message>
            <source>没有档案，不知道什么适合，所以不推荐产品</source>
            <translation>No record, so nothing says what suits them: no products</translation>
        </message>
        <message>
            <source>要办的服务照常办</source>
            <translation>Services as usual</translation>
        </message>
        <message>
            <source>无档案来客</source>
            <translation>Visitor without a record</translation>
        </message>
        <message>
            <source>已停止营销</source>
            <translation>Selling has stopped</translation>
        </message>
        <message>
            <source>今天没有</source>
            <translation>None today</translation>
        </message>
        <message>
            <source>给每位客户的告知都一样，不排序：</source>
            <translation>The same notices for everybody, unranked:</translation>
        </message>
        <message>
            <source>、</source>
            <translation>, </translation>
        </message>
        <message>
            <source>{n} 条 · 等授权时再开口</source>
            <translation>{n} · speak while waiting</translation>
        </message>
        <message>
            <source>{n} 条 · 正等授权，可以开口</source>
            <translation>{n} · now you may speak</translation>
        </message>
        <message>
            <source>排队忙，今天先办业务</source>
            <translation>Business first</translation>
        </message>
    </context>
    <context>
        <name>PromisePanel</name>
        <message>
            <source>已记下</source>
            <translation>Saved</translation>
        </message>
        <message>
            <source>先按数字选一项，或按 T 写下承诺</source>
            <translation>Choose by a digit, or press T and write it</translation>
        </message>
        <message>
            <source>承诺</source>
            <translation>Promise</translation>
        </message>
        <message>
            <source>承诺 · {who}</source>
            <translation>Promise · {who}</translation>
        </message>
        <message>
            <source>我的承诺</source>
            <translation>My promises</translation>
        </message>
        <message>
            <source>您名下还有 {n} 件未了，{m} 件逾期</source>
            <translation>You owe {n}, {m} overdue</translation>
        </message>
        <message>
            <source>承办 {who}</source>
            <translation>owed by {who}</translation>
        </message>
        <message>
            <source>没有承诺过什么</source>
            <translation>Nothing has been promised</translation>
        </message>
        <message>
            <source>新承诺</source>
            <translation>New promise</translation>
        </message>
        <message>
            <source>答应了什么（按数字，或写下来）</source>
            <translation>What is promised (a digit, or write it)</translation>
        </message>
        <message>
            <source>{on} {weekday} 前</source>
            <translation>by {weekday} {on}</translation>
        </message>
        <message>
            <source>记下</source>
            <translation>Save</translation>
        </message>
        <message>
            <source>写字</source>
            <translation>Write</translation>
        </message>
        <message>
            <source>已兑现</source>
            <translation>Kept</translation>
        </message>
        <message>
            <source>没兑现</source>
            <translation>Broken</translation>
        </message>
        <message>
            <source>撤回</source>
            <translation>Withdrawn</translation>
        </message>
        <message>
            <source>早一天</source>
            <translation>Sooner</translation>
        </message>
        <message>
            <source>晚一天</source>
            <translation>Later</translation>
        </message>
        <message>
            <source>收起</source>
            <translation>Close</translation>
        </message>
    </context>
    <context>
        <name>Reasons</name>
        <message>
            <source>按数字记原因，Enter 不记</source>
            <translation>A digit gives the reason, Enter none</translation>
        </message>
    </context>
    <context>
        <name>Recent</name>
        <message>
            <source>无档案来客</source>
            <translation>Visitor without a record</translation>
        </message>
        <message>
            <source>其他网点客户 …{tail}</source>
            <translation>Other branch …{tail}</translation>
        </message>
        <message>
            <source>{n} 条记录</source>
            <translation>{n} logged</translation>
        </message>
    </context>
    <context>
        <name>ReportView</name>
        <message>
            <source>服务报表</source>
            <translation>Service report</translation>
        </message>
        <message>
            <source>竖线是标准，细条是 P50，宽条是 P90，超过标准就变色。右边是超时和计件。</source>
            <translation>Upright line: standard; thin bar: P50; wide bar: P90, coloured beyond the standard. Right: over the limit, pieces.</translation>
        </message>
        <message>
            <source>这段时间没有来访</source>
            <translation>No visits in this time</translation>
        </message>
        <message>
            <source>业务类型</source>
            <translation>Business types</translation>
        </message>
        <message>
            <source>今天</source>
            <translation>Today</translation>
        </message>
        <message>
            <source>近 7 天</source>
            <translation>7 days</translation>
        </message>
        <message>
            <source>近 30 天</source>
            <translation>30 days</translation>
        </message>
        <message>
            <source>重新计算</source>
            <translation>Reckon anew</translation>
        </message>
    </context>
    <context>
        <name>Rest</name>
        <message>
            <source>另有 {n} 项今天不推荐</source>
            <translation>{n} more not suggested today</translation>
        </message>
        <message>
            <source>看原因</source>
            <translation>See why</translation>
        </message>
    </context>
    <context>
        <name>RowArt</name>
        <message>
            <source>疑似重复</source>
            <translation>Possible duplicate</translation>
        </message>
        <message>
            <source>仅限简卡</source>
            <translation>Short card only</translation>
        </message>
        <message>
            <source>证件尾号</source>
            <translation>ID tail</translation>
        </message>
        <message>
            <source>{year} 年生</source>
            <translation>Born {year}</translation>
        </message>
        <message>
            <source>他分行</source>
            <translation>Other branch</translation>
        </message>
    </context>
    <context>
        <name>RulesView</name>
        <message>
            <source>规则试算</source>
            <translation>Rules tried</translation>
        </message>
        <message>
            <source>产品</source>
            <translation>Products</translation>
        </message>
        <message>
            <source>客户号</source>
            <translation>Customer number</translation>
        </message>
        <message>
            <source>日期，不填为今天</source>
            <translation>Day; blank for today</translation>
        </message>
        <message>
            <source>计算</source>
            <translation>Compute</translation>
        </message>
    </context>
    <context>
        <name>Scale</name>
        <message>
            <source>等待 · 分</source>
            <translation>Wait · min</translation>
        </message>
    </context>
    <context>
        <name>SearchList</name>
        <message>
            <source>选</source>
            <translation>Choose</translation>
        </message>
        <message>
            <source>打开</source>
            <translation>Open</translation>
        </message>
        <message>
            <source>收起</source>
            <translation>Close</translation>
        </message>
        <message>
            <source>级别</source>
            <translation>Tier</translation>
        </message>
        <message>
            <source>{n} 位</source>
            <translation>{n} found</translation>
        </message>
        <message>
            <source>没有找到；少打几个字或换一种号码</source>
            <translation>None found; type less or try another number</translation>
        </message>
    </context>
    <context>
        <name>SelfCheckStrip</name>
        <message>
            <source>自查已记下</source>
            <translation>Self-check noted</translation>
        </message>
        <message>
            <source>刚才这位客户，七步都做到了吗？</source>
            <translation>The last customer: were all seven steps kept?</translation>
        </message>
        <message>
            <source>按住 Ctrl 再按数字 · 不答也可以</source>
            <translation>Hold Ctrl and press a digit · no answer is fine</translation>
        </message>
        <message>
            <source>记下，{n} 步没做到</source>
            <translation>Note {n} missed</translation>
        </message>
        <message>
            <source>都做到了</source>
            <translation>All kept</translation>
        </message>
    </context>
    <context>
        <name>Sentence</name>
        <message>
            <source>{name}，正等授权，可以说了</source>
            <translation>{name}: waiting now, you may say it</translation>
        </message>
        <message>
            <source>{name}，排队忙，今天先办业务</source>
            <translation>{name}: the queue is long, business first</translation>
        </message>
        <message>
            <source>{name}，等授权时说一句</source>
            <translation>{name}, while waiting</translation>
        </message>
        <message>
            <source>正等授权，可以说了</source>
            <translation>Say it now</translation>
        </message>
        <message>
            <source>排队忙，先办业务</source>
            <translation>Business first</translation>
        </message>
        <message>
            <source>等授权时说一句</source>
            <translation>While waiting</translation>
        </message>
        <message>
            <source>先关怀，不谈产品</source>
            <translation>Care first, no product talk</translation>
        </message>
        <message>
            <source>今天没有要说的</source>
            <translation>Nothing to say today</translation>
        </message>
        <message>
            <source>都已记录，办好业务就好</source>
            <translation>All logged: do the business well</translation>
        </message>
    </context>
    <context>
        <name>SheetView</name>
        <message>
            <source>请以产品说明书和合同为准。买不买都由您定，不买不影响办理其他业务。</source>
            <translation>The prospectus and the contract prevail. It is your choice, and declining changes nothing else we do for you.</translation>
        </message>
        <message>
            <source>存成 PDF</source>
            <translation>Save as PDF</translation>
        </message>
        <message>
            <source>收起</source>
            <translation>Close</translation>
        </message>
        <message>
            <source>已存到文档：{name}</source>
            <translation>Saved to documents: {name}</translation>
        </message>
        <message>
            <source>存不了：{name}，请看文件夹和磁盘</source>
            <translation>Cannot be saved: {name}; look at the folder and the disk</translation>
        </message>
        <message>
            <source>下面还有，按 ↓</source>
            <translation>More below: ↓</translation>
        </message>
    </context>
    <context>
        <name>StaffPanel</name>
        <message>
            <source>换人 · 工号</source>
            <translation>Staff number</translation>
        </message>
    </context>
    <context>
        <name>Stamp</name>
        <message>
            <source>记录中</source>
            <translation>Logging</translation>
        </message>
    </context>
    <context>
        <name>StandardsView</name>
        <message>
            <source>服务标准</source>
            <translation>Service standards</translation>
        </message>
        <message>
            <source>业务或首字母</source>
            <translation>Business or initials</translation>
        </message>
        <message>
            <source>找业务</source>
            <translation>Find a business</translation>
        </message>
        <message>
            <source>没有找到，按 Esc 清空</source>
            <translation>Nothing found, Esc clears</translation>
        </message>
        <message>
            <source>业务</source>
            <translation>Business</translation>
        </message>
        <message>
            <source>换业务</source>
            <translation>Another</translation>
        </message>
        <message>
            <source>往下看</source>
            <translation>Further down</translation>
        </message>
        <message>
            <source>收起</source>
            <translation>Close</translation>
        </message>
    </context>
    <context>
        <name>StarPage</name>
        <message>
            <source>这段时间没有柜员的记录。</source>
            <translation>There are no records of tellers in this period.</translation>
        </message>
        <message>
            <source>依据</source>
            <translation>What it rests on</translation>
        </message>
        <message>
            <source>诚信核对：只是线索，不是结论</source>
            <translation>Integrity: hints to check, no judgement</translation>
        </message>
        <message>
            <source>请查</source>
            <translation>Look at</translation>
        </message>
        <message>
            <source>{part} · 权重 {weight}%</source>
            <translation>{part} · weight {weight}%</translation>
        </message>
        <message>
            <source>超时</source>
            <translation>Over the limit</translation>
        </message>
        <message>
            <source>已扣除</source>
            <translation>Excused</translation>
        </message>
        <message>
            <source>差评</source>
            <translation>Bad evaluations</translation>
        </message>
        <message>
            <source>巡检</source>
            <translation>Inspection</translation>
        </message>
        <message>
            <source>投诉</source>
            <translation>Complaint</translation>
        </message>
        <message>
            <source>另 {n} 笔</source>
            <translation>and {n} more</translation>
        </message>
        <message>
            <source>{head}：{ids}</source>
            <translation>{head}: {ids}</translation>
        </message>
        <message>
            <source>太少，不判断</source>
            <translation>Too few to tell</translation>
        </message>
        <message>
            <source>请核实</source>
            <translation>Please check</translation>
        </message>
        <message>
            <source>未见异常</source>
            <translation>Nothing odd</translation>
        </message>
    </context>
    <context>
        <name>StarView</name>
        <message>
            <source>评定 {awarded} · 实测 {figure}（{interval}）</source>
            <translation>{awarded} · measured {figure} ({interval})</translation>
        </message>
        <message>
            <source>星级与实测</source>
            <translation>Stars, measured</translation>
        </message>
        <message>
            <source>按工号排列，不排名。★ 评定，● 实测，横条是九成把握的区间。</source>
            <translation>By staff number, no ranking. ★ awarded, ● measured, bar: the interval (9 in 10).</translation>
        </message>
        <message>
            <source>柜员，按工号</source>
            <translation>Tellers by staff number</translation>
        </message>
        <message>
            <source>重新计算</source>
            <translation>Reckon again</translation>
        </message>
        <message>
            <source>存成 PDF</source>
            <translation>Save as PDF</translation>
        </message>
    </context>
    <context>
        <name>StatusLine</name>
        <message>
            <source>数据截至 {on}</source>
            <translation>Data of {on}</translation>
        </message>
        <message>
            <source>{night}，已旧</source>
            <translation>{night}, old</translation>
        </message>
        <message>
            <source>未同步 {n}</source>
            <translation>{n} unsent</translation>
        </message>
        <message>
            <source>{unsent} · 最早 {at}</source>
            <translation>{unsent} · oldest {at}</translation>
        </message>
        <message>
            <source>{n} 号窗</source>
            <translation>Window {n}</translation>
        </message>
        <message>
            <source>F1 键表</source>
            <translation>F1 keys</translation>
        </message>
        <message>
            <source>Esc Esc 遮屏</source>
            <translation>Esc Esc blanks</translation>
        </message>
        <message>
            <source>截至 {on}</source>
            <translation>As of {on}</translation>
        </message>
        <message>
            <source>{state} · 上次同步 {at}</source>
            <translation>{state} · last sync {at}</translation>
        </message>
        <message>
            <source>新数据待放行，仍用昨日</source>
            <translation>New data held, yesterday&apos;s in use</translation>
        </message>
        <message>
            <source>仍用昨日数据</source>
            <translation>Yesterday&apos;s data</translation>
        </message>
        <message>
            <source>时钟快 {n} 分</source>
            <translation>Clock {n} min fast</translation>
        </message>
        <message>
            <source>时钟慢 {n} 分</source>
            <translation>Clock {n} min slow</translation>
        </message>
        <message>
            <source>快 {n} 分</source>
            <translation>{n} min fast</translation>
        </message>
        <message>
            <source>慢 {n} 分</source>
            <translation>{n} min slow</translation>
        </message>
        <message>
            <source>同事转来 {n} 位</source>
            <translation>{n} referred by colleagues</translation>
        </message>
        <message>
            <source>转来 {n}</source>
            <translation>{n} referred</translation>
        </message>
    </context>
    <context>
        <name>StepKey</name>
        <message>
            <source>{step}，没做到</source>
            <translation>{step}, missed</translation>
        </message>
    </context>
    <context>
        <name>SyncPage</name>
        <message>
            <source>同步</source>
            <translation>Sync</translation>
        </message>
        <message>
            <source>{done}/{of}</source>
            <translation>{done}/{of}</translation>
        </message>
        <message>
            <source>日终对账</source>
            <translation>Day&apos;s count</translation>
        </message>
        <message>
            <source>今日 {n} 条，已送达 {sent} 条</source>
            <translation>Today {n} records, {sent} delivered</translation>
        </message>
        <message>
            <source>今日 {n} 条，都在本机</source>
            <translation>Today {n} records, all kept here</translation>
        </message>
        <message>
            <source>今日还没有记录</source>
            <translation>Nothing recorded today yet</translation>
        </message>
        <message>
            <source>还在路上：{listed}</source>
            <translation>Still on the way: {listed}</translation>
        </message>
        <message>
            <source>未送</source>
            <translation>Unsent</translation>
        </message>
        <message>
            <source>没有，全部送达</source>
            <translation>None: all delivered</translation>
        </message>
        <message>
            <source>{n} 条已到节点，中心还没有确认收到</source>
            <translation>{n} have reached the node, not confirmed by the hub yet</translation>
        </message>
        <message>
            <source>{unsent} · 在节点 {n} 条</source>
            <translation>{unsent} · {n} at the node</translation>
        </message>
        <message>
            <source>在节点</source>
            <translation>At the node</translation>
        </message>
        <message>
            <source>{n} 条</source>
            <translation>{n}</translation>
        </message>
        <message>
            <source>{n} 条，最早的记于 {at}</source>
            <translation>{n}, the oldest of {at}</translation>
        </message>
        <message>
            <source>上次成功 {at}</source>
            <translation>Last good {at}</translation>
        </message>
        <message>
            <source>{at} 自动再试</source>
            <translation>tries again at {at}</translation>
        </message>
        <message>
            <source>时间</source>
            <translation>When</translation>
        </message>
        <message>
            <source>截至 {on}，{n} 位客户，版本 {name}</source>
            <translation>As of {on}, {n} customers, version {name}</translation>
        </message>
        <message>
            <source>数据</source>
            <translation>Data</translation>
        </message>
        <message>
            <source>新数据</source>
            <translation>New data</translation>
        </message>
        <message>
            <source>与昨日相差太大，待中心放行，仍用昨日</source>
            <translation>Too different from yesterday&apos;s: held by the bank, yesterday&apos;s stays in use</translation>
        </message>
        <message>
            <source>{on} 的新数据还没有收完，收完自动换上</source>
            <translation>That of {on} has not all come; it is taken up by itself when it has</translation>
        </message>
        <message>
            <source>{day} {kind}：本机 {here}，中心 {there}</source>
            <translation>{day} {kind}: here {here}, hub {there}</translation>
        </message>
        <message>
            <source>另有 {n} 处，请告诉管理员</source>
            <translation>{n} more: tell the administrator</translation>
        </message>
        <message>
            <source>对账</source>
            <translation>Counts</translation>
        </message>
        <message>
            <source>两边数目一致</source>
            <translation>Both ends count the same</translation>
        </message>
        <message>
            <source>待处理</source>
            <translation>Waiting</translation>
        </message>
        <message>
            <source>中心待处理 {n} 条，不影响您</source>
            <translation>{n} wait at the hub; nothing for you to do</translation>
        </message>
        <message>
            <source>时钟</source>
            <translation>Clock</translation>
        </message>
        <message>
            <source>本机快 {n} 分，记录照收，请校时</source>
            <translation>{n} min fast here; records are taken all the same, please set it</translation>
        </message>
        <message>
            <source>本机慢 {n} 分，记录照收，请校时</source>
            <translation>{n} min slow here; records are taken all the same, please set it</translation>
        </message>
    </context>
    <context>
        <name>SyncView</name>
        <message>
            <source>送 {sent} · 收 {got}</source>
            <translation>Sent {sent} · received {got}</translation>
        </message>
        <message>
            <source>同步</source>
            <translation>Sync</translation>
        </message>
        <message>
            <source>最近同步</source>
            <translation>Last syncs</translation>
        </message>
        <message>
            <source>还没有同步过</source>
            <translation>None yet</translation>
        </message>
        <message>
            <source>立即同步</source>
            <translation>Sync now</translation>
        </message>
        <message>
            <source>取消，已送的算数</source>
            <translation>Cancel; what is sent counts</translation>
        </message>
        <message>
            <source>收起</source>
            <translation>Close</translation>
        </message>
    </context>
    <context>
        <name>VisitBar</name>
        <message>
            <source>往来</source>
            <translation>Details</translation>
        </message>
        <message>
            <source>给客户看</source>
            <translation>Show the customer</translation>
        </message>
        <message>
            <source>结束</source>
            <translation>End</translation>
        </message>
        <message>
            <source>撤销</source>
            <translation>Undo</translation>
        </message>
        <message>
            <source>等待下一位</source>
            <translation>Waiting</translation>
        </message>
        <message>
            <source>来了</source>
            <translation>Here</translation>
        </message>
        <message>
            <source>重叫</source>
            <translation>Recall</translation>
        </message>
        <message>
            <source>未到</source>
            <translation>No-show</translation>
        </message>
        <message>
            <source>下一位</source>
            <translation>Next</translation>
        </message>
        <message>
            <source>已叫号</source>
            <translation>Called</translation>
        </message>
        <message>
            <source>/ 限时 {n} 分</source>
            <translation>/ limit {n} min</translation>
        </message>
        <message>
            <source>超时 · 限时 {n} 分</source>
            <translation>over · limit {n} min</translation>
        </message>
        <message>
            <source>已记录：{what}</source>
            <translation>Logged: {what}</translation>
        </message>
        <message>
            <source>已撤销</source>
            <translation>Undone</translation>
        </message>
    </context>
    <context>
        <name>WeightsPanel</name>
        <message>
            <source>权重模拟</source>
            <translation>Other weights</translation>
        </message>
        <message>
            <source>改一笔业务折算的件数，看每人会怎样。</source>
            <translation>Change what one visit counts for and see what it does to each.</translation>
        </message>
        <message>
            <source>恢复原权重</source>
            <translation>Weights as they are</translation>
        </message>
        <message>
            <source>总数不变</source>
            <translation>sum kept</translation>
        </message>
        <message>
            <source>总数有变</source>
            <translation>sum changed</translation>
        </message>
    </context>
    <context>
        <name>WhyPage</name>
        <message>
            <source>今天推荐</source>
            <translation>Suggested today</translation>
        </message>
        <message>
            <source>今天不推荐</source>
            <translation>Not suggested</translation>
        </message>
        <message>
            <source>这一条不可放行，主管也不能。</source>
            <translation>Nobody may release this, not even a supervisor.</translation>
        </message>
        <message>
            <source>还有</source>
            <translation>Also</translation>
        </message>
        <message>
            <source>怎么排的</source>
            <translation>How ranked</translation>
        </message>
        <message>
            <source>怎样会变</source>
            <translation>Would change</translation>
        </message>
        <message>
            <source>现在可做</source>
            <translation>May do now</translation>
        </message>
        <message>
            <source>凭据</source>
            <translation>Evidence</translation>
        </message>
    </context>
    <context>
        <name>WhyView</name>
        <message>
            <source>今天推荐</source>
            <translation>Suggested today</translation>
        </message>
        <message>
            <source>今天不推荐</source>
            <translation>Not suggested</translation>
        </message>
        <message>
            <source>{who} · {n} 项</source>
            <translation>{who} · {n} items</translation>
        </message>
        <message>
            <source>哪里不对？按数字，Esc 不记</source>
            <translation>What is wrong? A digit; Esc says nothing</translation>
        </message>
        <message>
            <source>为什么</source>
            <translation>Why</translation>
        </message>
        <message>
            <source>产品</source>
            <translation>Products</translation>
        </message>
        <message>
            <source>撤销</source>
            <translation>Undo</translation>
        </message>
        <message>
            <source>换产品</source>
            <translation>Other product</translation>
        </message>
        <message>
            <source>给客户看</source>
            <translation>Show the customer</translation>
        </message>
        <message>
            <source>收起</source>
            <translation>Close</translation>
        </message>
        <message>
            <source>这条不对</source>
            <translation>This is wrong</translation>
        </message>
    </context>
    <context>
        <name>WordingView</name>
        <message>
            <source>不能发布：{n} 处</source>
            <translation>Cannot be published: {n}</translation>
        </message>
        <message>
            <source>没有问题</source>
            <translation>Nothing wrong</translation>
        </message>
        <message>
            <source>话术</source>
            <translation>Texts</translation>
        </message>
        <message>
            <source>文本</source>
            <translation>Texts</translation>
        </message>
        <message>
            <source>产品、字句</source>
            <translation>Product or words</translation>
        </message>
        <message>
            <source>中文</source>
            <translation>Chinese</translation>
        </message>
        <message>
            <source>英文</source>
            <translation>English</translation>
        </message>
        <message>
            <source>存为草稿</source>
            <translation>Keep as draft</translation>
        </message>
    </context>
    <context>
        <name>Worth</name>
        <message>
            <source>总资产 · 月日均</source>
            <translation>Assets, monthly average</translation>
        </message>
        <message>
            <source>按住 F6</source>
            <translation>Hold F6</translation>
        </message>
        <message>
            <source>松开收起</source>
            <translation>Let go to hide</translation>
        </message>
        <message>
            <source>看准数，留痕</source>
            <translation>exact, on record</translation>
        </message>
        <message>
            <source>{month} 月</source>
            <translation>{month}</translation>
        </message>
    </context>
    <context>
        <name>blocked</name>
        <message>
            <source>风险不匹配</source>
            <translation>Too risky</translation>
        </message>
        <message>
            <source>风评已过期</source>
            <translation>Expired</translation>
        </message>
        <message>
            <source>先关怀</source>
            <translation>Care first</translation>
        </message>
        <message>
            <source>不面向此类</source>
            <translation>Other kind</translation>
        </message>
        <message>
            <source>没有风评</source>
            <translation>No assessment</translation>
        </message>
        <message>
            <source>情况有变</source>
            <translation>Circumstances changed</translation>
        </message>
        <message>
            <source>资金不足</source>
            <translation>Too little money</translation>
        </message>
        <message>
            <source>没有由头</source>
            <translation>No occasion</translation>
        </message>
        <message>
            <source>没有话术</source>
            <translation>No wording</translation>
        </message>
        <message>
            <source>近期已拒</source>
            <translation>Declined lately</translation>
        </message>
        <message>
            <source>已接受</source>
            <translation>Accepted</translation>
        </message>
        <message>
            <source>考虑中</source>
            <translation>Thinking it over</translation>
        </message>
        <message>
            <source>客户说已有</source>
            <translation>Says has one</translation>
        </message>
        <message>
            <source>记为不适合</source>
            <translation>Unsuitable</translation>
        </message>
        <message>
            <source>已反映</source>
            <translation>Called wrong</translation>
        </message>
        <message>
            <source>今天不安排</source>
            <translation>Not today</translation>
        </message>
        <message>
            <source>类别不明</source>
            <translation>Unknown kind</translation>
        </message>
        <message>
            <source>不大可能要</source>
            <translation>Unlikely</translation>
        </message>
        <message>
            <source>未通过小测</source>
            <translation>Quiz</translation>
        </message>
        <message>
            <source>其他网点</source>
            <translation>Other branch</translation>
        </message>
        <message>
            <source>没有合适的</source>
            <translation>Nothing fits</translation>
        </message>
        <message>
            <source>目录为空</source>
            <translation>No products</translation>
        </message>
        <message>
            <source>已转介</source>
            <translation>Referred</translation>
        </message>
        <message>
            <source>客户不要</source>
            <translation>Opted out</translation>
        </message>
        <message>
            <source>已持有</source>
            <translation>Held</translation>
        </message>
        <message>
            <source>近期已提</source>
            <translation>Raised lately</translation>
        </message>
        <message>
            <source>排队忙</source>
            <translation>Busy queue</translation>
        </message>
        <message>
            <source>投诉未结</source>
            <translation>Open complaint</translation>
        </message>
        <message>
            <source>已故</source>
            <translation>Deceased</translation>
        </message>
        <message>
            <source>须监护人</source>
            <translation>Guardian needed</translation>
        </message>
        <message>
            <source>未成年</source>
            <translation>Minor</translation>
        </message>
        <message>
            <source>司法冻结</source>
            <translation>Court freeze</translation>
        </message>
        <message>
            <source>防诈关注</source>
            <translation>Fraud watch</translation>
        </message>
        <message>
            <source>代办人</source>
            <translation>Agent</translation>
        </message>
        <message>
            <source>无行为能力</source>
            <translation>No capacity</translation>
        </message>
        <message>
            <source>标志不明</source>
            <translation>Flag unclear</translation>
        </message>
        <message>
            <source>私募不荐</source>
            <translation>Private</translation>
        </message>
        <message>
            <source>本期售罄</source>
            <translation>Sold out</translation>
        </message>
        <message>
            <source>本网点不办</source>
            <translation>Not here</translation>
        </message>
        <message>
            <source>今日不售</source>
            <translation>Not today</translation>
        </message>
        <message>
            <source>风评待确认</source>
            <translation>Unconfirmed</translation>
        </message>
        <message>
            <source>产品无评级</source>
            <translation>Unrated</translation>
        </message>
        <message>
            <source>年龄不明</source>
            <translation>Age unknown</translation>
        </message>
        <message>
            <source>超出财力</source>
            <translation>Beyond means</translation>
        </message>
        <message>
            <source>财力不明</source>
            <translation>Means unknown</translation>
        </message>
        <message>
            <source>长者需复核</source>
            <translation>Elderly: check</translation>
        </message>
        <message>
            <source>年龄须声明</source>
            <translation>Age: declare</translation>
        </message>
        <message>
            <source>需求未问</source>
            <translation>Need not asked</translation>
        </message>
        <message>
            <source>保费过高</source>
            <translation>Premium high</translation>
        </message>
        <message>
            <source>限制能力</source>
            <translation>Limited capacity</translation>
        </message>
        <message>
            <source>未问意愿</source>
            <translation>Not asked yet</translation>
        </message>
        <message>
            <source>排在后面</source>
            <translation>Ranked lower</translation>
        </message>
    </context>
    <context>
        <name>booked</name>
        <message>
            <source>到了，取号</source>
            <translation>Here: give a ticket</translation>
        </message>
        <message>
            <source>取消预约</source>
            <translation>Cancel the booking</translation>
        </message>
        <message>
            <source>已到</source>
            <translation>Came</translation>
        </message>
        <message>
            <source>已取消</source>
            <translation>Cancelled</translation>
        </message>
        <message>
            <source>待到</source>
            <translation>To come</translation>
        </message>
        <message>
            <source>没来</source>
            <translation>Did not come</translation>
        </message>
    </context>
    <context>
        <name>booking</name>
        <message>
            <source>保管箱</source>
            <translation>Safe box</translation>
        </message>
        <message>
            <source>大额取现</source>
            <translation>Large cash</translation>
        </message>
        <message>
            <source>开户</source>
            <translation>Account opening</translation>
        </message>
        <message>
            <source>来网点办事</source>
            <translation>Visit</translation>
        </message>
        <message>
            <source>理财</source>
            <translation>Wealth</translation>
        </message>
    </context>
    <context>
        <name>call</name>
        <message>
            <source>急救，请来人</source>
            <translation>Medical, come</translation>
        </message>
        <message>
            <source>授权</source>
            <translation>Authorise</translation>
        </message>
        <message>
            <source>请来帮忙</source>
            <translation>Help, please</translation>
        </message>
        <message>
            <source>防诈，请来人</source>
            <translation>Fraud, come</translation>
        </message>
        <message>
            <source>帮忙</source>
            <translation>help</translation>
        </message>
        <message>
            <source>急病</source>
            <translation>illness</translation>
        </message>
        <message>
            <source>可疑</source>
            <translation>fraud</translation>
        </message>
        <message>
            <source>大堂</source>
            <translation>Lobby</translation>
        </message>
        <message>
            <source>主管</source>
            <translation>Supervisor</translation>
        </message>
    </context>
    <context>
        <name>came_of_it</name>
        <message>
            <source>不适合</source>
            <translation>Unsuitable</translation>
        </message>
        <message>
            <source>办成了</source>
            <translation>Done</translation>
        </message>
        <message>
            <source>客户不办</source>
            <translation>Declined</translation>
        </message>
        <message>
            <source>没见到客户</source>
            <translation>Not met</translation>
        </message>
        <message>
            <source>转错了</source>
            <translation>By mistake</translation>
        </message>
    </context>
    <context>
        <name>care</name>
        <message>
            <source>请节哀。需要的手续我一样一样帮您看。</source>
            <translation>I am sorry for your loss. Let us go through the papers one by one.</translation>
        </message>
        <message>
            <source>这个账户有司法限制，我请主管来说明。</source>
            <translation>A court order limits this account; my supervisor will explain.</translation>
        </message>
        <message>
            <source>这笔钱是转给谁的？您认识对方多久了？</source>
            <translation>Who is this money for? How long have you known them?</translation>
        </message>
        <message>
            <source>请问监护人今天一起来了吗？</source>
            <translation>Is the guardian here with you today?</translation>
        </message>
        <message>
            <source>请问家长今天一起来了吗？</source>
            <translation>Is a parent here with you today?</translation>
        </message>
        <message>
            <source>请稍等，有一项资料我请主管核对。</source>
            <translation>One moment: my supervisor will check a detail.</translation>
        </message>
        <message>
            <source>上次的事让您费心了，我先帮您看进展。</source>
            <translation>I am sorry about last time; let me look up where it stands.</translation>
        </message>
        <message>
            <source>您是替家人来办的吧？请出示双方证件。</source>
            <translation>You act for someone else? Both IDs, please.</translation>
        </message>
        <message>
            <source>只办继承与注销，不谈产品</source>
            <translation>Inheritance and closing only, no products</translation>
        </message>
        <message>
            <source>只收不付，凭据交主管</source>
            <translation>Receive, do not pay; papers to the supervisor</translation>
        </message>
        <message>
            <source>先关怀，不谈产品；疑似受骗请主管</source>
            <translation>Care first, no products; if a scam, call the supervisor</translation>
        </message>
        <message>
            <source>须监护人到场并留证件</source>
            <translation>The guardian must be present, with ID</translation>
        </message>
        <message>
            <source>须监护人陪同，不谈产品</source>
            <translation>With a guardian only, no products</translation>
        </message>
        <message>
            <source>请主管核实标志，不谈产品</source>
            <translation>Supervisor checks the flag, no products</translation>
        </message>
        <message>
            <source>先答复投诉，不谈产品</source>
            <translation>Answer the complaint first, no products</translation>
        </message>
        <message>
            <source>只办委托的事，不谈产品</source>
            <translation>Only what was entrusted, no products</translation>
        </message>
    </context>
    <context>
        <name>category</name>
        <message>
            <source>活期</source>
            <translation>Current</translation>
        </message>
        <message>
            <source>定期</source>
            <translation>Term</translation>
        </message>
        <message>
            <source>通知存款</source>
            <translation>Notice deposit</translation>
        </message>
        <message>
            <source>大额存单</source>
            <translation>Large CD</translation>
        </message>
        <message>
            <source>结构性存款</source>
            <translation>Structured deposit</translation>
        </message>
        <message>
            <source>零存整取</source>
            <translation>Instalment deposit</translation>
        </message>
        <message>
            <source>外币存款</source>
            <translation>FX deposit</translation>
        </message>
        <message>
            <source>按揭</source>
            <translation>Mortgage</translation>
        </message>
        <message>
            <source>消费贷</source>
            <translation>Consumer loan</translation>
        </message>
        <message>
            <source>经营贷</source>
            <translation>Business loan</translation>
        </message>
        <message>
            <source>质押贷款</source>
            <translation>Pledge loan</translation>
        </message>
        <message>
            <source>信用卡分期</source>
            <translation>Card instalments</translation>
        </message>
        <message>
            <source>借记卡</source>
            <translation>Debit card</translation>
        </message>
        <message>
            <source>社保卡</source>
            <translation>Social card</translation>
        </message>
        <message>
            <source>ETC</source>
            <translation>ETC</translation>
        </message>
        <message>
            <source>信用卡</source>
            <translation>Credit card</translation>
        </message>
        <message>
            <source>理财</source>
            <translation>Wealth</translation>
        </message>
        <message>
            <source>基金</source>
            <translation>Fund</translation>
        </message>
        <message>
            <source>保险</source>
            <translation>Insurance</translation>
        </message>
        <message>
            <source>国债</source>
            <translation>Bonds</translation>
        </message>
        <message>
            <source>积存金</source>
            <translation>Gold</translation>
        </message>
        <message>
            <source>信托</source>
            <translation>Trust</translation>
        </message>
        <message>
            <source>私募</source>
            <translation>Private fund</translation>
        </message>
        <message>
            <source>个人养老金</source>
            <translation>Pension</translation>
        </message>
        <message>
            <source>手机银行</source>
            <translation>Mobile bank</translation>
        </message>
        <message>
            <source>网银</source>
            <translation>Web bank</translation>
        </message>
        <message>
            <source>短信通知</source>
            <translation>SMS alerts</translation>
        </message>
        <message>
            <source>快捷支付</source>
            <translation>Quick pay</translation>
        </message>
        <message>
            <source>第三方存管</source>
            <translation>Custody</translation>
        </message>
        <message>
            <source>代发工资</source>
            <translation>Payroll</translation>
        </message>
        <message>
            <source>代缴费</source>
            <translation>Bill pay</translation>
        </message>
        <message>
            <source>收单</source>
            <translation>Merchant</translation>
        </message>
        <message>
            <source>外汇</source>
            <translation>FX</translation>
        </message>
        <message>
            <source>保管箱</source>
            <translation>Safe box</translation>
        </message>
        <message>
            <source>跨行归集</source>
            <translation>Collection</translation>
        </message>
    </context>
    <context>
        <name>channel</name>
        <message>
            <source>可发微信</source>
            <translation>WeChat is fine</translation>
        </message>
        <message>
            <source>可打电话</source>
            <translation>Phone is fine</translation>
        </message>
        <message>
            <source>可发短信</source>
            <translation>SMS is fine</translation>
        </message>
        <message>
            <source>可寄信</source>
            <translation>Letters are fine</translation>
        </message>
        <message>
            <source>手机银行消息</source>
            <translation>In-app message</translation>
        </message>
        <message>
            <source>可上门</source>
            <translation>Visits are fine</translation>
        </message>
        <message>
            <source>只在柜台说</source>
            <translation>At the counter only</translation>
        </message>
        <message>
            <source>其他窗口</source>
            <translation>Other window</translation>
        </message>
        <message>
            <source>取款机</source>
            <translation>Cash machine</translation>
        </message>
        <message>
            <source>对公自助机</source>
            <translation>Corporate terminal</translation>
        </message>
        <message>
            <source>手机银行</source>
            <translation>Mobile bank</translation>
        </message>
        <message>
            <source>智能柜台</source>
            <translation>Self-service</translation>
        </message>
        <message>
            <source>网上银行</source>
            <translation>Online bank</translation>
        </message>
    </context>
    <context>
        <name>chip</name>
        <message>
            <source>活期</source>
            <translation>Current</translation>
        </message>
        <message>
            <source>定期</source>
            <translation>Term</translation>
        </message>
        <message>
            <source>通知</source>
            <translation>Notice</translation>
        </message>
        <message>
            <source>大额</source>
            <translation>CD</translation>
        </message>
        <message>
            <source>结构</source>
            <translation>Struct.</translation>
        </message>
        <message>
            <source>零整</source>
            <translation>Instal.</translation>
        </message>
        <message>
            <source>外币</source>
            <translation>FX dep.</translation>
        </message>
        <message>
            <source>按揭</source>
            <translation>Mortgage</translation>
        </message>
        <message>
            <source>消费</source>
            <translation>Cons.</translation>
        </message>
        <message>
            <source>经营</source>
            <translation>Bus.</translation>
        </message>
        <message>
            <source>质押</source>
            <translation>Pledge</translation>
        </message>
        <message>
            <source>分期</source>
            <translation>Instal.</translation>
        </message>
        <message>
            <source>借记</source>
            <translation>Debit</translation>
        </message>
        <message>
            <source>社保</source>
            <translation>Social</translation>
        </message>
        <message>
            <source>ETC</source>
            <translation>ETC</translation>
        </message>
        <message>
            <source>信用卡</source>
            <translation>Credit card</translation>
        </message>
        <message>
            <source>理财</source>
            <translation>Wealth</translation>
        </message>
        <message>
            <source>基金</source>
            <translation>Fund</translation>
        </message>
        <message>
            <source>保险</source>
            <translation>Insurance</translation>
        </message>
        <message>
            <source>国债</source>
            <translation>Bonds</translation>
        </message>
        <message>
            <source>积存金</source>
            <translation>Gold</translation>
        </message>
        <message>
            <source>信托</source>
            <translation>Trust</translation>
        </message>
        <message>
            <source>私募</source>
            <translation>Private fund</translation>
        </message>
        <message>
            <source>养老金</source>
            <translation>Pension</translation>
        </message>
        <message>
            <source>手机</source>
            <translation>Mobile</translation>
        </message>
        <message>
            <source>网银</source>
            <translation>Web bank</translation>
        </message>
        <message>
            <source>短信</source>
            <translation>SMS</translation>
        </message>
        <message>
            <source>快捷</source>
            <translation>Quick</translation>
        </message>
        <message>
            <source>存管</source>
            <translation>Custody</translation>
        </message>
        <message>
            <source>代发</source>
            <translation>Payroll</translation>
        </message>
        <message>
            <source>代缴</source>
            <translation>Bills</translation>
        </message>
        <message>
            <source>收单</source>
            <translation>Merchant</translation>
        </message>
        <message>
            <source>外汇</source>
            <translation>FX</translation>
        </message>
        <message>
            <source>保管箱</source>
            <translation>Safe box</translation>
        </message>
        <message>
            <source>归集</source>
            <translation>Collect</translation>
        </message>
    </context>
    <context>
        <name>complaint</name>
        <message>
            <source>态度</source>
            <translation>Attitude</translation>
        </message>
        <message>
            <source>等候</source>
            <translation>Waiting</translation>
        </message>
        <message>
            <source>差错</source>
            <translation>Mistake</translation>
        </message>
        <message>
            <source>产品</source>
            <translation>Product</translation>
        </message>
        <message>
            <source>收费</source>
            <translation>Fee</translation>
        </message>
        <message>
            <source>机具</source>
            <translation>Machine</translation>
        </message>
        <message>
            <source>隐私</source>
            <translation>Privacy</translation>
        </message>
        <message>
            <source>其他</source>
            <translation>Other</translation>
        </message>
        <message>
            <source>致歉</source>
            <translation>Apology</translation>
        </message>
        <message>
            <source>重办</source>
            <translation>Do it again</translation>
        </message>
        <message>
            <source>免收费用</source>
            <translation>Fee waived</translation>
        </message>
        <message>
            <source>优先办理</source>
            <translation>Served first</translation>
        </message>
        <message>
            <source>专人回电</source>
            <translation>Call back</translation>
        </message>
        <message>
            <source>小礼品</source>
            <translation>Small gift</translation>
        </message>
        <message>
            <source>属实</source>
            <translation>Upheld</translation>
        </message>
        <message>
            <source>部分属实</source>
            <translation>Partly upheld</translation>
        </message>
        <message>
            <source>不属实</source>
            <translation>Not upheld</translation>
        </message>
        <message>
            <source>客户撤回</source>
            <translation>Withdrawn</translation>
        </message>
        <message>
            <source>还有 {n} 个工作日</source>
            <translation>Business days left: {n}</translation>
        </message>
        <message>
            <source>今天最后一天</source>
            <translation>Last day today</translation>
        </message>
        <message>
            <source>按时答复</source>
            <translation>Answered in time</translation>
        </message>
        <message>
            <source>超期 {n} 个工作日才答复</source>
            <translation>Answered late, days: {n}</translation>
        </message>
        <message>
            <source>超期 {n} 个工作日</source>
            <translation>Overdue by days: {n}</translation>
        </message>
        <message>
            <source>来年节假日未公布</source>
            <translation>next year&apos;s holidays not known yet</translation>
        </message>
    </context>
    <context>
        <name>deed</name>
        <message>
            <source>{ticket} {who} 先接了</source>
            <translation>{ticket}: {who} took it first</translation>
        </message>
        <message>
            <source>{ticket} 回到等候，时间照算</source>
            <translation>{ticket} waits again, time counts on</translation>
        </message>
        <message>
            <source>{ticket} 已挂起，时间照算</source>
            <translation>{ticket} parked, time counts on</translation>
        </message>
        <message>
            <source>{ticket} 已换到 {to}</source>
            <translation>{ticket} moved to {to}</translation>
        </message>
        <message>
            <source>{ticket} 已离开</source>
            <translation>{ticket} has left</translation>
        </message>
        <message>
            <source>{ticket} 已被窗口叫走</source>
            <translation>{ticket} was called by a window</translation>
        </message>
        <message>
            <source>{ticket} 已转给下一位</source>
            <translation>{ticket} goes to the next one</translation>
        </message>
        <message>
            <source>{ticket} 未到，可再叫</source>
            <translation>{ticket} did not come, may be called again</translation>
        </message>
        <message>
            <source>{ticket} 由您接，柜员会看到</source>
            <translation>{ticket} is yours, the teller is told</translation>
        </message>
        <message>
            <source>{ticket} 请到 {window} 号窗</source>
            <translation>{ticket} to window {window}</translation>
        </message>
        <message>
            <source>{window} 号窗 {who} 先去了</source>
            <translation>Window {window}: {who} went first</translation>
        </message>
        <message>
            <source>呼叫已办完</source>
            <translation>Call done with</translation>
        </message>
        <message>
            <source>已呼叫网点负责人</source>
            <translation>Branch manager called</translation>
        </message>
        <message>
            <source>已恢复：{what}</source>
            <translation>In order again: {what}</translation>
        </message>
        <message>
            <source>已报：{what}</source>
            <translation>Reported: {what}</translation>
        </message>
        <message>
            <source>已登记 {ticket}</source>
            <translation>Registered {ticket}</translation>
        </message>
        <message>
            <source>已签到，{ticket}</source>
            <translation>Checked in, {ticket}</translation>
        </message>
        <message>
            <source>已记分流：{what}</source>
            <translation>Diverted: {what}</translation>
        </message>
        <message>
            <source>已预约 {when}</source>
            <translation>Booked {when}</translation>
        </message>
        <message>
            <source>您去 {window} 号窗，柜员会看到</source>
            <translation>You go to window {window}, the teller is told</translation>
        </message>
        <message>
            <source>转介结果已记：{what}</source>
            <translation>Referral: {what}</translation>
        </message>
        <message>
            <source>预约已取消</source>
            <translation>Booking cancelled</translation>
        </message>
        <message>
            <source>预约记为没来</source>
            <translation>Booking: did not come</translation>
        </message>
        <message>
            <source>{ticket} 已经办结</source>
            <translation>{ticket} is over</translation>
        </message>
    </context>
    <context>
        <name>details</name>
        <message>
            <source>刷证或刷卡</source>
            <translation>scanned</translation>
        </message>
        <message>
            <source>查找打开</source>
            <translation>searched for</translation>
        </message>
        <message>
            <source>叫号</source>
            <translation>called</translation>
        </message>
        <message>
            <source>核心系统调出</source>
            <translation>from the core system</translation>
        </message>
        <message>
            <source>命令行</source>
            <translation>command line</translation>
        </message>
        <message>
            <source>电话里</source>
            <translation>by phone</translation>
        </message>
        <message>
            <source>大堂</source>
            <translation>in the lobby</translation>
        </message>
        <message>
            <source>家庭收入</source>
            <translation>household income</translation>
        </message>
        <message>
            <source>准确金额</source>
            <translation>exact amounts</translation>
        </message>
        <message>
            <source>关联客户</source>
            <translation>related customers</translation>
        </message>
        <message>
            <source>身份</source>
            <translation>identity</translation>
        </message>
        <message>
            <source>资产</source>
            <translation>assets</translation>
        </message>
        <message>
            <source>持有</source>
            <translation>holdings</translation>
        </message>
        <message>
            <source>往来</source>
            <translation>history</translation>
        </message>
        <message>
            <source>建议</source>
            <translation>suggestions</translation>
        </message>
        <message>
            <source>未结</source>
            <translation>open</translation>
        </message>
        <message>
            <source>已答复，待办结</source>
            <translation>answered, not closed</translation>
        </message>
        <message>
            <source>已结</source>
            <translation>closed</translation>
        </message>
        <message>
            <source>未同步</source>
            <translation>not sent yet</translation>
        </message>
        <message>
            <source>{name}：{outcome}</source>
            <translation>{name}: {outcome}</translation>
        </message>
        <message>
            <source>{what}，{because}</source>
            <translation>{what}, {because}</translation>
        </message>
        <message>
            <source>今天</source>
            <translation>today</translation>
        </message>
        <message>
            <source>{n} 天后</source>
            <translation>in {n} days</translation>
        </message>
        <message>
            <source>{n} 天前</source>
            <translation>{n} days ago</translation>
        </message>
        <message>
            <source>隔一层</source>
            <translation>one removed</translation>
        </message>
    </context>
    <context>
        <name>done</name>
        <message>
            <source>已接受</source>
            <translation>Accepted</translation>
        </message>
        <message>
            <source>已转介</source>
            <translation>Referred</translation>
        </message>
        <message>
            <source>考虑中</source>
            <translation>Thinking it over</translation>
        </message>
        <message>
            <source>已拒绝</source>
            <translation>Declined</translation>
        </message>
        <message>
            <source>早已持有</source>
            <translation>Has it already</translation>
        </message>
        <message>
            <source>没有提</source>
            <translation>Not raised</translation>
        </message>
        <message>
            <source>标为不适合</source>
            <translation>Marked unsuitable</translation>
        </message>
        <message>
            <source>没有记录</source>
            <translation>Not recorded</translation>
        </message>
        <message>
            <source>已反映</source>
            <translation>Called wrong</translation>
        </message>
    </context>
    <context>
        <name>error</name>
        <message>
            <source>没有办成：{said}</source>
            <translation>Not done: {said}</translation>
        </message>
        <message>
            <source>这台电脑上没有这个{noun}：{which}</source>
            <translation>This desk has no {noun} {which}</translation>
        </message>
        <message>
            <source>现在不能这样做：{said}</source>
            <translation>Not allowed now: {said}</translation>
        </message>
        <message>
            <source>{window_no} 号窗叫的 {number} 还没到：先重叫、记未到或退回</source>
            <translation>{number}, called to window {window_no}, has not come: call again, miss or give it back first</translation>
        </message>
        <message>
            <source>关怀还没有结束：先照着问，请主管核实解除后再登记</source>
            <translation>Care is not over: ask as the script says, and log it once a supervisor has verified and lifted it</translation>
        </message>
        <message>
            <source>代办人不能代买投资保险、代借款：请客户本人来办</source>
            <translation>An agent may not take out investments, insurance or debts: the customer comes in person</translation>
        </message>
        <message>
            <source>您还没有通过这类产品的小测：请转介（R），没有客户时按 Ctrl+F 答题</source>
            <translation>You have not passed the quiz on this kind of product: refer (R), and take it with Ctrl+F when nobody is here</translation>
        </message>
        <message>
            <source>今天已答 {n} 次：先看知识卡，明天再答</source>
            <translation>Taken {n} times today: read the cards and take it tomorrow</translation>
        </message>
        <message>
            <source>正在接待客户：先办业务，客户走后再答题</source>
            <translation>A customer is here: serve them first, the quiz waits until they have left</translation>
        </message>
        <message>
            <source>{role}在这里不能做这个，请找本网点的{allowed}。没有记录任何东西。</source>
            <translation>Not for a {role} here: ask this branch&apos;s {allowed}. Nothing was recorded.</translation>
        </message>
        <message>
            <source>看不懂：{said}</source>
            <translation>Cannot be read: {said}</translation>
        </message>
        <message>
            <source>规则包有错：{said}</source>
            <translation>A rule pack is wrong: {said}</translation>
        </message>
        <message>
            <source>数据没有收下，昨天的照用：{said}</source>
            <translation>The data was not taken in, yesterday&apos;s stays: {said}</translation>
        </message>
        <message>
            <source>这台电脑还不能用：{said}</source>
            <translation>This desk is not ready: {said}</translation>
        </message>
        <message>
            <source>密钥文件缺失或别人能读：{said}</source>
            <translation>The key file is missing or others may read it: {said}</translation>
        </message>
        <message>
            <source>密钥打不开数据库：{said}</source>
            <translation>The key does not open the database: {said}</translation>
        </message>
        <message>
            <source>数据库程序太旧，会丢记录：{said}</source>
            <translation>The database library is too old and loses records: {said}</translation>
        </message>
        <message>
            <source>记录链断了，请停用并报告：{said}</source>
            <translation>The record&apos;s chain is broken, stop and report: {said}</translation>
        </message>
        <message>
            <source>总行或网点节点联系不上，没有丢任何记录：{said}</source>
            <translation>The hub or branch node cannot be reached; no record is lost: {said}</translation>
        </message>
    </context>
    <context>
        <name>evaluation</name>
        <message>
            <source>时间</source>
            <translation>When</translation>
        </message>
        <message>
            <source>窗口</source>
            <translation>Window</translation>
        </message>
        <message>
            <source>柜员</source>
            <translation>Teller</translation>
        </message>
        <message>
            <source>评价</source>
            <translation>Score</translation>
        </message>
        <message>
            <source>原因</source>
            <translation>Why</translation>
        </message>
        <message>
            <source>客户没有说</source>
            <translation>Not said</translation>
        </message>
        <message>
            <source>超时 {time}</source>
            <translation>{time} over the limit</translation>
        </message>
        <message>
            <source>没有超时</source>
            <translation>Within the limit</translation>
        </message>
        <message>
            <source>限时</source>
            <translation>Time</translation>
        </message>
        <message>
            <source>{who} 已处理：{what}</source>
            <translation>{who} handled it: {what}</translation>
        </message>
        <message>
            <source>这是对您自己的评价，请同事来处理</source>
            <translation>It is about yourself: a colleague handles it</translation>
        </message>
        <message>
            <source>{n} 号窗</source>
            <translation>Window {n}</translation>
        </message>
        <message>
            <source>非常不满意</source>
            <translation>Very poor</translation>
        </message>
        <message>
            <source>不满意</source>
            <translation>Poor</translation>
        </message>
        <message>
            <source>等候太久</source>
            <translation>Long wait</translation>
        </message>
        <message>
            <source>服务态度</source>
            <translation>Attitude</translation>
        </message>
        <message>
            <source>办理有误</source>
            <translation>A mistake</translation>
        </message>
        <message>
            <source>其他</source>
            <translation>Other</translation>
        </message>
        <message>
            <source>、</source>
            <translation>, </translation>
        </message>
    </context>
    <context>
        <name>flag</name>
        <message>
            <source>已故</source>
            <translation>Deceased</translation>
        </message>
        <message>
            <source>司法冻结</source>
            <translation>Court freeze</translation>
        </message>
        <message>
            <source>防诈关注</source>
            <translation>Fraud watch</translation>
        </message>
        <message>
            <source>须监护人办</source>
            <translation>Guardian needed</translation>
        </message>
        <message>
            <source>未成年</source>
            <translation>Minor</translation>
        </message>
        <message>
            <source>投诉未结</source>
            <translation>Open complaint</translation>
        </message>
        <message>
            <source>代办人</source>
            <translation>Agent</translation>
        </message>
        <message>
            <source>贵宾</source>
            <translation>VIP</translation>
        </message>
        <message>
            <source>65 岁以上</source>
            <translation>65 or older</translation>
        </message>
        <message>
            <source>行动不便</source>
            <translation>Reduced mobility</translation>
        </message>
        <message>
            <source>孕期优先</source>
            <translation>Pregnant, goes first</translation>
        </message>
        <message>
            <source>外籍</source>
            <translation>Foreigner</translation>
        </message>
        <message>
            <source>本行员工</source>
            <translation>Bank staff</translation>
        </message>
        <message>
            <source>个体工商户</source>
            <translation>Sole trader</translation>
        </message>
        <message>
            <source>久未来</source>
            <translation>Long absent</translation>
        </message>
        <message>
            <source>标志不明</source>
            <translation>Unreadable flag</translation>
        </message>
        <message>
            <source>防诈关怀</source>
            <translation>Care pause</translation>
        </message>
        <message>
            <source>无车辆信息</source>
            <translation>No vehicle</translation>
        </message>
        <message>
            <source>有到期</source>
            <translation>A maturity</translation>
        </message>
        <message>
            <source>风评将到期</source>
            <translation>Assessment expiring</translation>
        </message>
        <message>
            <source>风评已过期</source>
            <translation>Assessment expired</translation>
        </message>
        <message>
            <source>没有风评</source>
            <translation>No assessment</translation>
        </message>
        <message>
            <source>证件将到期</source>
            <translation>ID expiring</translation>
        </message>
        <message>
            <source>证件已过期</source>
            <translation>ID expired</translation>
        </message>
        <message>
            <source>卡将到期</source>
            <translation>Card expiring</translation>
        </message>
        <message>
            <source>卡已过期</source>
            <translation>Card expired</translation>
        </message>
        <message>
            <source>生日</source>
            <translation>Birthday</translation>
        </message>
        <message>
            <source>疑似重复</source>
            <translation>Possible duplicate</translation>
        </message>
        <message>
            <source>有承诺</source>
            <translation>Promise</translation>
        </message>
        <message>
            <source>承诺已逾期</source>
            <translation>Promise overdue</translation>
        </message>
        <message>
            <source>{name} {on} 到期 {band}</source>
            <translation>{name} matures {on} {band}</translation>
        </message>
        <message>
            <source>风评 {on} 到期</source>
            <translation>Assessment to {on}</translation>
        </message>
        <message>
            <source>风评 {on} 已过期</source>
            <translation>Assessment expired {on}</translation>
        </message>
        <message>
            <source>证件 {on} 到期</source>
            <translation>ID to {on}</translation>
        </message>
        <message>
            <source>证件 {on} 已过期</source>
            <translation>ID expired {on}</translation>
        </message>
        <message>
            <source>卡 {on} 到期</source>
            <translation>Card to {on}</translation>
        </message>
        <message>
            <source>卡 {on} 已过期</source>
            <translation>Card expired {on}</translation>
        </message>
        <message>
            <source>{on} 投诉未结</source>
            <translation>Complaint of {on} open</translation>
        </message>
        <message>
            <source>{on} 生日</source>
            <translation>Birthday {on}</translation>
        </message>
        <message>
            <source>承诺 {on} 兑现</source>
            <translation>Promise due {on}</translation>
        </message>
        <message>
            <source>承诺 {on} 已逾期</source>
            <translation>Promise overdue {on}</translation>
        </message>
    </context>
    <context>
        <name>gate</name>
        <message>
            <source>准入</source>
            <translation>Admission</translation>
        </message>
        <message>
            <source>适当性</source>
            <translation>Suitability</translation>
        </message>
        <message>
            <source>适用</source>
            <translation>Applies</translation>
        </message>
        <message>
            <source>打扰</source>
            <translation>Contact</translation>
        </message>
        <message>
            <source>排序</source>
            <translation>Ranking</translation>
        </message>
    </context>
    <context>
        <name>happened</name>
        <message>
            <source>办业务</source>
            <translation>Transaction</translation>
        </message>
        <message>
            <source>建议</source>
            <translation>Suggestion</translation>
        </message>
        <message>
            <source>来访</source>
            <translation>Visit</translation>
        </message>
        <message>
            <source>投诉</source>
            <translation>Complaint</translation>
        </message>
        <message>
            <source>承诺</source>
            <translation>Promise</translation>
        </message>
        <message>
            <source>风险测评</source>
            <translation>Risk assessment</translation>
        </message>
    </context>
    <context>
        <name>incident</name>
        <message>
            <source>停电</source>
            <translation>Power cut</translation>
        </message>
        <message>
            <source>其他情况</source>
            <translation>Something else</translation>
        </message>
        <message>
            <source>安全事件</source>
            <translation>Security</translation>
        </message>
        <message>
            <source>客户争执</source>
            <translation>Dispute</translation>
        </message>
        <message>
            <source>有人不适</source>
            <translation>Somebody is ill</translation>
        </message>
        <message>
            <source>系统慢</source>
            <translation>System slow</translation>
        </message>
        <message>
            <source>设备坏了</source>
            <translation>Machine down</translation>
        </message>
    </context>
    <context>
        <name>inspection</name>
        <message>
            <source>已记录</source>
            <translation>Recorded</translation>
        </message>
        <message>
            <source>待整改</source>
            <translation>To be mended</translation>
        </message>
        <message>
            <source>待复查</source>
            <translation>To be rechecked</translation>
        </message>
        <message>
            <source>已办结</source>
            <translation>Closed</translation>
        </message>
        <message>
            <source>巡检</source>
            <translation>Inspection</translation>
        </message>
        <message>
            <source>神秘人</source>
            <translation>Mystery shopper</translation>
        </message>
        <message>
            <source>有礼</source>
            <translation>Courteous</translation>
        </message>
        <message>
            <source>有节</source>
            <translation>Restrained</translation>
        </message>
        <message>
            <source>有度</source>
            <translation>Measured</translation>
        </message>
        <message>
            <source>规范</source>
            <translation>To standard</translation>
        </message>
        <message>
            <source>快速</source>
            <translation>Swift</translation>
        </message>
        <message>
            <source>准确</source>
            <translation>Accurate</translation>
        </message>
        <message>
            <source>和谐</source>
            <translation>Harmonious</translation>
        </message>
        <message>
            <source>友善</source>
            <translation>Friendly</translation>
        </message>
        <message>
            <source>温馨</source>
            <translation>Warm</translation>
        </message>
        <message>
            <source>很差</source>
            <translation>Very poor</translation>
        </message>
        <message>
            <source>较差</source>
            <translation>Poor</translation>
        </message>
        <message>
            <source>一般</source>
            <translation>Fair</translation>
        </message>
        <message>
            <source>较好</source>
            <translation>Good</translation>
        </message>
        <message>
            <source>很好</source>
            <translation>Very good</translation>
        </message>
        <message>
            <source>整改逾期</source>
            <translation>Overdue</translation>
        </message>
    </context>
    <context>
        <name>keys</name>
        <message>
            <source>找客户</source>
            <translation>Find a customer</translation>
        </message>
        <message>
            <source>在名单里上下选</source>
            <translation>Up and down the list</translation>
        </message>
        <message>
            <source>打开选中的客户</source>
            <translation>Open the chosen one</translation>
        </message>
        <message>
            <source>叫下一位，结束这一位</source>
            <translation>Call the next, end this one</translation>
        </message>
        <message>
            <source>重叫</source>
            <translation>Recall</translation>
        </message>
        <message>
            <source>叫了未到</source>
            <translation>Called, did not come</translation>
        </message>
        <message>
            <source>上一位接待过的</source>
            <translation>Served before</translation>
        </message>
        <message>
            <source>下一位接待过的</source>
            <translation>Served after</translation>
        </message>
        <message>
            <source>按住看准数，留痕</source>
            <translation>Hold: exact figures, on record</translation>
        </message>
        <message>
            <source>往来、持有、到期，再按收起</source>
            <translation>Details; again to close</translation>
        </message>
        <message>
            <source>往来页上下看</source>
            <translation>Read up and down</translation>
        </message>
        <message>
            <source>无档案来客，或叫到的人来了</source>
            <translation>Guest, or the called one is here</translation>
        </message>
        <message>
            <source>给客户看</source>
            <translation>Show the customer</translation>
        </message>
        <message>
            <source>叫大堂，再按 A 授权 M 急病 F 可疑</source>
            <translation>Lobby: then Authorise, M ill, Fraud</translation>
        </message>
        <message>
            <source>请主管来</source>
            <translation>Call the supervisor</translation>
        </message>
        <message>
            <source>见到可疑信号；核实后解除</source>
            <translation>Suspicious signs; lift when verified</translation>
        </message>
        <message>
            <source>代办人在场</source>
            <translation>An agent is here</translation>
        </message>
        <message>
            <source>投诉：按数字，回车</source>
            <translation>Complaint: digit, Enter</translation>
        </message>
        <message>
            <source>承诺：按数字，回车</source>
            <translation>Promise: digit, Enter</translation>
        </message>
        <message>
            <source>服务标准：步骤、说法</source>
            <translation>Standards: steps, words</translation>
        </message>
        <message>
            <source>为什么，为什么不</source>
            <translation>Why, and why not</translation>
        </message>
        <message>
            <source>超时原因</source>
            <translation>Why it took so long</translation>
        </message>
        <message>
            <source>结束这位客户</source>
            <translation>End this visit</translation>
        </message>
        <message>
            <source>自查：七步都做到</source>
            <translation>Self-check: all seven kept</translation>
        </message>
        <message>
            <source>自查：哪一步没做到</source>
            <translation>Self-check: a step was missed</translation>
        </message>
        <message>
            <source>选第几条建议</source>
            <translation>Choose a suggestion</translation>
        </message>
        <message>
            <source>三句话和异议，再按收起</source>
            <translation>Lines and objections; again closes</translation>
        </message>
        <message>
            <source>接受</source>
            <translation>Accepted</translation>
        </message>
        <message>
            <source>转介</source>
            <translation>Referred</translation>
        </message>
        <message>
            <source>考虑</source>
            <translation>Considering</translation>
        </message>
        <message>
            <source>拒绝，再按原因 1–9</source>
            <translation>Decline, then a reason 1–9</translation>
        </message>
        <message>
            <source>已有</source>
            <translation>Already has it</translation>
        </message>
        <message>
            <source>不适合</source>
            <translation>Unsuitable</translation>
        </message>
        <message>
            <source>这条不对，再按原因</source>
            <translation>Wrong, then a reason</translation>
        </message>
        <message>
            <source>没时间，其余都没提</source>
            <translation>No time, none raised</translation>
        </message>
        <message>
            <source>十秒内撤销</source>
            <translation>Undo, within ten seconds</translation>
        </message>
        <message>
            <source>换人，再输工号</source>
            <translation>Change of staff, then the number</translation>
        </message>
        <message>
            <source>浅色、深色、高对比</source>
            <translation>Light, dark, high contrast</translation>
        </message>
        <message>
            <source>大字</source>
            <translation>Large print</translation>
        </message>
        <message>
            <source>中文、英文</source>
            <translation>Chinese, English</translation>
        </message>
        <message>
            <source>侧边栏</source>
            <translation>Dock</translation>
        </message>
        <message>
            <source>晨会夕会</source>
            <translation>Huddle</translation>
        </message>
        <message>
            <source>知识卡、答题</source>
            <translation>Knowledge cards, quiz</translation>
        </message>
        <message>
            <source>这张键表</source>
            <translation>These keys</translation>
        </message>
        <message>
            <source>遮屏，再按任意键回来</source>
            <translation>Blank; any key comes back</translation>
        </message>
        <message>
            <source>这位客户</source>
            <translation>This customer</translation>
        </message>
        <message>
            <source>记结果：先号，后字母</source>
            <translation>Log: number, then letter</translation>
        </message>
        <message>
            <source>屏幕</source>
            <translation>Screen</translation>
        </message>
        <message>
            <source>键表</source>
            <translation>Keys</translation>
        </message>
        <message>
            <source>同步，日终对账</source>
            <translation>Sync, the day&apos;s count</translation>
        </message>
    </context>
    <context>
        <name>kinds</name>
        <message>
            <source>建议结果</source>
            <translation>Results of suggestions</translation>
        </message>
        <message>
            <source>接待</source>
            <translation>Visits</translation>
        </message>
        <message>
            <source>看卡留痕</source>
            <translation>Cards looked at</translation>
        </message>
        <message>
            <source>看准数留痕</source>
            <translation>Exact figures looked at</translation>
        </message>
        <message>
            <source>推荐留底</source>
            <translation>What was suggested</translation>
        </message>
        <message>
            <source>转介</source>
            <translation>Referrals</translation>
        </message>
        <message>
            <source>客户意愿</source>
            <translation>Consents</translation>
        </message>
        <message>
            <source>防诈关怀</source>
            <translation>Care pauses</translation>
        </message>
        <message>
            <source>这条不对</source>
            <translation>Suggestions called wrong</translation>
        </message>
        <message>
            <source>答题</source>
            <translation>Quizzes</translation>
        </message>
        <message>
            <source>网点排序</source>
            <translation>Order of the branch</translation>
        </message>
        <message>
            <source>其他记录</source>
            <translation>Other records</translation>
        </message>
        <message>
            <source>票号</source>
            <translation>Tickets</translation>
        </message>
        <message>
            <source>呼叫</source>
            <translation>Calls for help</translation>
        </message>
        <message>
            <source>分流</source>
            <translation>Diversions</translation>
        </message>
        <message>
            <source>预约</source>
            <translation>Bookings</translation>
        </message>
        <message>
            <source>故障</source>
            <translation>Incidents</translation>
        </message>
        <message>
            <source>在岗</source>
            <translation>Duty</translation>
        </message>
        <message>
            <source>满意度评价</source>
            <translation>Evaluations</translation>
        </message>
        <message>
            <source>自查</source>
            <translation>Self-checks</translation>
        </message>
        <message>
            <source>巡检</source>
            <translation>Inspections</translation>
        </message>
        <message>
            <source>照片</source>
            <translation>Photos</translation>
        </message>
        <message>
            <source>星级</source>
            <translation>Stars</translation>
        </message>
        <message>
            <source>投诉</source>
            <translation>Complaints</translation>
        </message>
        <message>
            <source>承诺</source>
            <translation>Promises</translation>
        </message>
        <message>
            <source>晨会夕会</source>
            <translation>Huddles</translation>
        </message>
    </context>
    <context>
        <name>kiosk</name>
        <message>
            <source>存取款</source>
            <translation>Cash and deposits</translation>
        </message>
        <message>
            <source>账户与转账</source>
            <translation>Accounts and transfers</translation>
        </message>
        <message>
            <source>理财与外汇</source>
            <translation>Wealth and FX</translation>
        </message>
        <message>
            <source>贷款、对公与其他</source>
            <translation>Loans, firms, other</translation>
        </message>
        <message>
            <source>年长</source>
            <translation>Elderly</translation>
        </message>
        <message>
            <source>孕妇</source>
            <translation>Pregnant</translation>
        </message>
        <message>
            <source>残障</source>
            <translation>Disabled</translation>
        </message>
        <message>
            <source>带小孩</source>
            <translation>With child</translation>
        </message>
    </context>
    <context>
        <name>lane</name>
        <message>
            <source>负债</source>
            <translation>Deposits</translation>
        </message>
        <message>
            <source>资产</source>
            <translation>Loans</translation>
        </message>
        <message>
            <source>中间业务</source>
            <translation>Services</translation>
        </message>
        <message>
            <source>存款</source>
            <translation>deposits</translation>
        </message>
        <message>
            <source>贷款</source>
            <translation>loans</translation>
        </message>
        <message>
            <source>服务</source>
            <translation>fees</translation>
        </message>
        <message>
            <source>中间</source>
            <translation>Services</translation>
        </message>
    </context>
    <context>
        <name>lanes</name>
        <message>
            <source>另 {n} 项</source>
            <translation>{n} more</translation>
        </message>
    </context>
    <context>
        <name>light</name>
        <message>
            <source>忙</source>
            <translation>Busy</translation>
        </message>
        <message>
            <source>正常</source>
            <translation>Normal</translation>
        </message>
        <message>
            <source>空闲</source>
            <translation>Idle</translation>
        </message>
        <message>
            <source>饱和</source>
            <translation>Full</translation>
        </message>
    </context>
    <context>
        <name>link</name>
        <message>
            <source>未登记，本机可办</source>
            <translation>Not enrolled, works alone</translation>
        </message>
        <message>
            <source>已登记，未同步过</source>
            <translation>Enrolled, never synced</translation>
        </message>
        <message>
            <source>已连接</source>
            <translation>Connected</translation>
        </message>
        <message>
            <source>离线，照常可办</source>
            <translation>Offline, work as usual</translation>
        </message>
        <message>
            <source>中心忙，稍后再送</source>
            <translation>Hub busy, sends later</translation>
        </message>
        <message>
            <source>登记已停用，看 F5</source>
            <translation>Enrolment ended, see F5</translation>
        </message>
        <message>
            <source>程序太旧，看 F5</source>
            <translation>Program too old, see F5</translation>
        </message>
        <message>
            <source>没有送成，看 F5</source>
            <translation>Not sent, see F5</translation>
        </message>
        <message>
            <source>本机可办</source>
            <translation>Works alone</translation>
        </message>
        <message>
            <source>未同步过</source>
            <translation>Never synced</translation>
        </message>
        <message>
            <source>离线可办</source>
            <translation>Offline, OK</translation>
        </message>
        <message>
            <source>中心忙</source>
            <translation>Hub busy</translation>
        </message>
        <message>
            <source>登记停用</source>
            <translation>Revoked</translation>
        </message>
        <message>
            <source>程序太旧</source>
            <translation>Too old</translation>
        </message>
        <message>
            <source>没有送成</source>
            <translation>Not sent</translation>
        </message>
        <message>
            <source>这台电脑还没有登记到行里，记录都在本机，一条不少。要同步，请管理员拿登记码来登记。</source>
            <translation>This computer is not enrolled with the bank; its records are all here, none is missing. To sync, ask the administrator to enrol it with a code.</translation>
        </message>
        <message>
            <source>已登记，还没有同步过。按 S 现在就同步。</source>
            <translation>Enrolled, but never synced. Press S to sync now.</translation>
        </message>
        <message>
            <source>记下的自动送出，不用做什么。</source>
            <translation>What is recorded goes up by itself; nothing for you to do.</translation>
        </message>
        <message>
            <source>照常可办，记录都在本机。连上后自动补送，不用做什么。</source>
            <translation>Work as usual; the records are kept here and go up by themselves when the line is back.</translation>
        </message>
        <message>
            <source>中心这会儿忙，记录都在本机，不用做什么。</source>
            <translation>The hub is busy just now; the records are kept here, nothing for you to do.</translation>
        </message>
        <message>
            <source>中心不再认这台电脑。照常可办，记录都在本机，一条不少。请管理员重新登记。</source>
            <translation>The hub no longer knows this computer. Work as usual; the records are all here, none is missing. Ask the administrator to enrol it again.</translation>
        </message>
        <message>
            <source>中心不再收这个版本的记录。照常可办，一条不少。请管理员升级程序。</source>
            <translation>The hub no longer takes records of this version. Work as usual; none is missing. Ask the administrator to update the program.</translation>
        </message>
        <message>
            <source>没有送成，记录都在本机，一条不少。会自动再试；再不成，请告诉管理员：</source>
            <translation>It was not sent; the records are all here, none is missing. It tries again by itself; if that fails too, tell the administrator: </translation>
        </message>
    </context>
    <context>
        <name>mark</name>
        <message>
            <source>先答题</source>
            <translation>Quiz first</translation>
        </message>
        <message>
            <source>套餐</source>
            <translation>Bundle</translation>
        </message>
    </context>
    <context>
        <name>matched</name>
        <message>
            <source>姓名</source>
            <translation>Name</translation>
        </message>
        <message>
            <source>拼音</source>
            <translation>Pinyin</translation>
        </message>
        <message>
            <source>拼音首字母</source>
            <translation>Initials</translation>
        </message>
        <message>
            <source>证件</source>
            <translation>ID</translation>
        </message>
        <message>
            <source>手机</source>
            <translation>Mobile</translation>
        </message>
        <message>
            <source>卡</source>
            <translation>Card</translation>
        </message>
        <message>
            <source>账号</source>
            <translation>Account</translation>
        </message>
        <message>
            <source>客户号</source>
            <translation>Customer no.</translation>
        </message>
        <message>
            <source>票号</source>
            <translation>Ticket</translation>
        </message>
    </context>
    <context>
        <name>need</name>
        <message>
            <source>孕妇</source>
            <translation>Pregnant</translation>
        </message>
        <message>
            <source>带小孩</source>
            <translation>With a child</translation>
        </message>
        <message>
            <source>行动不便</source>
            <translation>Disabled</translation>
        </message>
        <message>
            <source>长者</source>
            <translation>Elderly</translation>
        </message>
    </context>
    <context>
        <name>nothing</name>
        <message>
            <source>客户不要个性化推荐，今天不推荐</source>
            <translation>The customer opted out: nothing is suggested</translation>
        </message>
        <message>
            <source>有投诉未结，先办投诉</source>
            <translation>A complaint is open: see to it first</translation>
        </message>
        <message>
            <source>客户已故，不推荐</source>
            <translation>The customer is deceased: nothing is suggested</translation>
        </message>
        <message>
            <source>须监护人办理，不推荐</source>
            <translation>A guardian must act: nothing is suggested</translation>
        </message>
        <message>
            <source>未成年，不推荐</source>
            <translation>A minor: nothing is suggested</translation>
        </message>
        <message>
            <source>客户标志不明，核实前不推荐</source>
            <translation>A flag could not be read: nothing is suggested</translation>
        </message>
        <message>
            <source>限制行为能力，须监护人书面同意</source>
            <translation>Limited capacity: the guardian must agree in writing</translation>
        </message>
        <message>
            <source>账户司法冻结，不推荐</source>
            <translation>Frozen by court: nothing is suggested</translation>
        </message>
        <message>
            <source>已核实，今天不再推荐</source>
            <translation>Verified; no offers today</translation>
        </message>
        <message>
            <source>今天不安排推荐</source>
            <translation>No offers are planned today</translation>
        </message>
        <message>
            <source>防诈关注，已停止营销</source>
            <translation>Fraud watch: selling has stopped</translation>
        </message>
        <message>
            <source>代办人来办，不推荐</source>
            <translation>An agent is here: nothing is suggested</translation>
        </message>
        <message>
            <source>排队忙，今天先办业务</source>
            <translation>The queue is long: business first today</translation>
        </message>
        <message>
            <source>近期提过，今天不再打扰</source>
            <translation>Raised lately: no more today</translation>
        </message>
        <message>
            <source>无行为能力，不推荐</source>
            <translation>No legal capacity: nothing is suggested</translation>
        </message>
        <message>
            <source>其他网点的客户，只看简卡</source>
            <translation>Another branch&apos;s customer: the short card only</translation>
        </message>
        <message>
            <source>还没问过愿不愿意听推荐，先问一声</source>
            <translation>Not asked yet about offers: ask first</translation>
        </message>
        <message>
            <source>产品目录为空，不推荐</source>
            <translation>The catalogue is empty: nothing is suggested</translation>
        </message>
        <message>
            <source>今天没有合适的，办好业务就好</source>
            <translation>Nothing fits today: do the business well</translation>
        </message>
    </context>
    <context>
        <name>noun</name>
        <message>
            <source>客户</source>
            <translation>customer</translation>
        </message>
        <message>
            <source>产品</source>
            <translation>product</translation>
        </message>
        <message>
            <source>营销记录</source>
            <translation>attempt</translation>
        </message>
        <message>
            <source>票号</source>
            <translation>ticket</translation>
        </message>
        <message>
            <source>来访</source>
            <translation>visit</translation>
        </message>
        <message>
            <source>员工</source>
            <translation>member of staff</translation>
        </message>
        <message>
            <source>照片</source>
            <translation>picture</translation>
        </message>
        <message>
            <source>巡检</source>
            <translation>inspection</translation>
        </message>
        <message>
            <source>承诺</source>
            <translation>promise</translation>
        </message>
        <message>
            <source>投诉</source>
            <translation>complaint</translation>
        </message>
        <message>
            <source>知识卡</source>
            <translation>Knowledge cards</translation>
        </message>
        <message>
            <source>小测</source>
            <translation>quiz</translation>
        </message>
    </context>
    <context>
        <name>outcome</name>
        <message>
            <source>接受</source>
            <translation>Accept</translation>
        </message>
        <message>
            <source>转介</source>
            <translation>Refer</translation>
        </message>
        <message>
            <source>考虑</source>
            <translation>Think</translation>
        </message>
        <message>
            <source>拒绝</source>
            <translation>Decline</translation>
        </message>
        <message>
            <source>已有</source>
            <translation>Has it</translation>
        </message>
        <message>
            <source>未提</source>
            <translation>Not raised</translation>
        </message>
        <message>
            <source>不适合</source>
            <translation>Unsuitable</translation>
        </message>
        <message>
            <source>未记录</source>
            <translation>Not recorded</translation>
        </message>
        <message>
            <source>这条不对</source>
            <translation>This is wrong</translation>
        </message>
    </context>
    <context>
        <name>page</name>
        <message>
            <source>{ticket} 不在大厅？</source>
            <translation>{ticket} not in the hall?</translation>
        </message>
        <message>
            <source>{ticket} 叫到几号窗</source>
            <translation>{ticket} to which window</translation>
        </message>
        <message>
            <source>{ticket} 换到</source>
            <translation>Move {ticket} to</translation>
        </message>
        <message>
            <source>今天的预约</source>
            <translation>Today&apos;s bookings</translation>
        </message>
        <message>
            <source>几点来</source>
            <translation>At what time</translation>
        </message>
        <message>
            <source>分流到哪里</source>
            <translation>Divert to where</translation>
        </message>
        <message>
            <source>分流：在哪一步</source>
            <translation>Divert: at which step</translation>
        </message>
        <message>
            <source>取多少（万元）</source>
            <translation>How much cash (10,000)</translation>
        </message>
        <message>
            <source>哪一件转介</source>
            <translation>Which referral</translation>
        </message>
        <message>
            <source>哪一天来</source>
            <translation>On which day</translation>
        </message>
        <message>
            <source>在哪里</source>
            <translation>Where</translation>
        </message>
        <message>
            <source>帮扶与突发</source>
            <translation>Help and incidents</translation>
        </message>
        <message>
            <source>新预约：办什么</source>
            <translation>New booking: for what</translation>
        </message>
        <message>
            <source>登记：办什么</source>
            <translation>Register: for what</translation>
        </message>
        <message>
            <source>结果怎样</source>
            <translation>With what result</translation>
        </message>
        <message>
            <source>转介结果</source>
            <translation>What came of it</translation>
        </message>
        <message>
            <source>需要照顾吗</source>
            <translation>Any need</translation>
        </message>
    </context>
    <context>
        <name>place</name>
        <message>
            <source>1 号取款机</source>
            <translation>Cash machine 1</translation>
        </message>
        <message>
            <source>1 号智能柜台</source>
            <translation>Self-service 1</translation>
        </message>
        <message>
            <source>2 号取款机</source>
            <translation>Cash machine 2</translation>
        </message>
        <message>
            <source>2 号智能柜台</source>
            <translation>Self-service 2</translation>
        </message>
        <message>
            <source>别处</source>
            <translation>Elsewhere</translation>
        </message>
        <message>
            <source>取号机</source>
            <translation>Ticket kiosk</translation>
        </message>
        <message>
            <source>打印机</source>
            <translation>Printer</translation>
        </message>
        <message>
            <source>窗口设备</source>
            <translation>At a window</translation>
        </message>
    </context>
    <context>
        <name>preference</name>
        <message>
            <source>称呼</source>
            <translation>Address as</translation>
        </message>
        <message>
            <source>联系</source>
            <translation>Contact by</translation>
        </message>
        <message>
            <source>时间</source>
            <translation>Hours</translation>
        </message>
        <message>
            <source>语言</source>
            <translation>Language</translation>
        </message>
        <message>
            <source>勿提</source>
            <translation>Do not raise</translation>
        </message>
        <message>
            <source>勿打电话</source>
            <translation>Do not call</translation>
        </message>
    </context>
    <context>
        <name>promise</name>
        <message>
            <source>{on} 到期，已逾期</source>
            <translation>Due {on}, overdue</translation>
        </message>
        <message>
            <source>{on} 前兑现</source>
            <translation>By {on}</translation>
        </message>
        <message>
            <source>兑现晚了</source>
            <translation>Kept late</translation>
        </message>
        <message>
            <source>未了</source>
            <translation>Owed</translation>
        </message>
        <message>
            <source>已兑现</source>
            <translation>Kept</translation>
        </message>
        <message>
            <source>没有兑现</source>
            <translation>Broken</translation>
        </message>
        <message>
            <source>客户撤回</source>
            <translation>Withdrawn</translation>
        </message>
        <message>
            <source>回电答复</source>
            <translation>Call back with an answer</translation>
        </message>
        <message>
            <source>寄送资料</source>
            <translation>Send the papers</translation>
        </message>
        <message>
            <source>办好后通知</source>
            <translation>Tell when it is done</translation>
        </message>
        <message>
            <source>查清后答复</source>
            <translation>Look into it and answer</translation>
        </message>
    </context>
    <context>
        <name>quiz</name>
        <message>
            <source>小测已到期，先转介：{topics}</source>
            <translation>Quiz has ended, refer for now: {topics}</translation>
        </message>
        <message>
            <source>小测未通过，先转介：{topics}</source>
            <translation>Quiz not passed, refer for now: {topics}</translation>
        </message>
        <message>
            <source>小测 30 天内到期：{topics}</source>
            <translation>Quiz ends within 30 days: {topics}</translation>
        </message>
    </context>
    <context>
        <name>reason</name>
        <message>
            <source>用不上</source>
            <translation>No need</translation>
        </message>
        <message>
            <source>嫌利率低</source>
            <translation>Rate too low</translation>
        </message>
        <message>
            <source>别家已买</source>
            <translation>Bought elsewhere</translation>
        </message>
        <message>
            <source>钱要用</source>
            <translation>Needs the money</translation>
        </message>
        <message>
            <source>怕风险</source>
            <translation>Risk</translation>
        </message>
        <message>
            <source>问家里</source>
            <translation>Ask family</translation>
        </message>
        <message>
            <source>信不过</source>
            <translation>No trust</translation>
        </message>
        <message>
            <source>太复杂</source>
            <translation>Too complex</translation>
        </message>
        <message>
            <source>其他</source>
            <translation>Other</translation>
        </message>
        <message>
            <source>没时间</source>
            <translation>No time</translation>
        </message>
        <message>
            <source>排队多</source>
            <translation>Long queue</translation>
        </message>
        <message>
            <source>客户赶时间</source>
            <translation>In a hurry</translation>
        </message>
        <message>
            <source>不合适</source>
            <translation>Not fitting</translation>
        </message>
        <message>
            <source>独自来的长者</source>
            <translation>Elderly, alone</translation>
        </message>
        <message>
            <source>不便开口</source>
            <translation>Sensitive</translation>
        </message>
        <message>
            <source>系统慢</source>
            <translation>Slow system</translation>
        </message>
        <message>
            <source>代办人</source>
            <translation>Agent</translation>
        </message>
        <message>
            <source>数据不对</source>
            <translation>The facts are wrong</translation>
        </message>
        <message>
            <source>已在别处有</source>
            <translation>Has it elsewhere</translation>
        </message>
        <message>
            <source>话术不妥</source>
            <translation>The words are wrong</translation>
        </message>
        <message>
            <source>时机不对</source>
            <translation>The wrong moment</translation>
        </message>
        <message>
            <source>重复推荐</source>
            <translation>Said before</translation>
        </message>
        <message>
            <source>哪里不对？按数字，Enter 记其他</source>
            <translation>What is wrong? A digit; Enter says other</translation>
        </message>
    </context>
    <context>
        <name>relation</name>
        <message>
            <source>配偶</source>
            <translation>Spouse</translation>
        </message>
        <message>
            <source>父母</source>
            <translation>Parent</translation>
        </message>
        <message>
            <source>子女</source>
            <translation>Child</translation>
        </message>
        <message>
            <source>家人</source>
            <translation>Household</translation>
        </message>
        <message>
            <source>单位</source>
            <translation>Employer</translation>
        </message>
        <message>
            <source>员工</source>
            <translation>Employee</translation>
        </message>
        <message>
            <source>同事</source>
            <translation>Colleague</translation>
        </message>
        <message>
            <source>监护人</source>
            <translation>Guardian</translation>
        </message>
        <message>
            <source>被监护人</source>
            <translation>Ward</translation>
        </message>
        <message>
            <source>上游</source>
            <translation>Upstream</translation>
        </message>
        <message>
            <source>下游</source>
            <translation>Downstream</translation>
        </message>
    </context>
    <context>
        <name>report</name>
        <message>
            <source>正在计算…</source>
            <translation>Reckoning…</translation>
        </message>
        <message>
            <source>写成 1.5 或 5/3，从 0 到 1000</source>
            <translation>Write 1.5 or 5/3, from 0 to 1000</translation>
        </message>
        <message>
            <source>未分类</source>
            <translation>Not known</translation>
        </message>
        <message>
            <source>10 分内</source>
            <translation>Under 10 min</translation>
        </message>
        <message>
            <source>10–20 分</source>
            <translation>10–20 min</translation>
        </message>
        <message>
            <source>20–30 分</source>
            <translation>20–30 min</translation>
        </message>
        <message>
            <source>超 30 分</source>
            <translation>Over 30 min</translation>
        </message>
        <message>
            <source>占比升</source>
            <translation>share up</translation>
        </message>
        <message>
            <source>占比降</source>
            <translation>share down</translation>
        </message>
        <message>
            <source>不变</source>
            <translation>unchanged</translation>
        </message>
        <message>
            <source>来访 {visits} · 无记录 {guests} · 票 {tickets}</source>
            <translation>Visits {visits} · guests {guests} · tickets {tickets}</translation>
        </message>
        <message>
            <source>评价 {given}/{requested} · 好 {good} · 差 {bad}</source>
            <translation>Evaluations {given}/{requested} · {good} good · {bad} bad</translation>
        </message>
        <message>
            <source>等候 P50 {p50} · P90 {p90}</source>
            <translation>Wait P50 {p50} · P90 {p90}</translation>
        </message>
        <message>
            <source>都在限时内</source>
            <translation>all in time</translation>
        </message>
        <message>
            <source>超时 {n}</source>
            <translation>{n} over the limit</translation>
        </message>
        <message>
            <source>有原因 {excused} · 无 {unexcused}</source>
            <translation>{excused} excused · {unexcused} not</translation>
        </message>
        <message>
            <source>标准有变 · {n} 笔</source>
            <translation>Several standards · visits {n}</translation>
        </message>
        <message>
            <source>{n} 笔</source>
            <translation>visits {n}</translation>
        </message>
        <message>
            <source>标准 {limit} · {n} 笔</source>
            <translation>Standard {limit} · visits {n}</translation>
        </message>
        <message>
            <source>计件 {n}</source>
            <translation>Pieces {n}</translation>
        </message>
        <message>
            <source>尚无实测</source>
            <translation>Nothing measured yet</translation>
        </message>
        <message>
            <source>实测 {stars:.2f}（{low:.2f}–{high:.2f}）</source>
            <translation>Measured {stars:.2f} ({low:.2f}–{high:.2f})</translation>
        </message>
        <message>
            <source>{n} 笔核心交易没有来访记录</source>
            <translation>Core only, no visit recorded: {n}</translation>
        </message>
    </context>
    <context>
        <name>result</name>
        <message>
            <source>全部送达，两边数目一致</source>
            <translation>All delivered, both ends count the same</translation>
        </message>
        <message>
            <source>送完了，有几类数目对不上</source>
            <translation>Sent, but some counts differ</translation>
        </message>
        <message>
            <source>记录送达，新数据或规则没有收下</source>
            <translation>Records delivered, new data or rules not taken</translation>
        </message>
        <message>
            <source>没有连上，记录都在本机</source>
            <translation>No line; the records are kept here</translation>
        </message>
        <message>
            <source>中心忙，改时间再送</source>
            <translation>Hub busy, sends later</translation>
        </message>
        <message>
            <source>中途取消，已送的算数</source>
            <translation>Cancelled; what was sent counts</translation>
        </message>
        <message>
            <source>登记已停用，没有送</source>
            <translation>Enrolment ended, nothing sent</translation>
        </message>
        <message>
            <source>程序太旧，没有送</source>
            <translation>Program too old, nothing sent</translation>
        </message>
        <message>
            <source>没有送完，会再试</source>
            <translation>Not all sent, tries again</translation>
        </message>
        <message>
            <source>不愿意</source>
            <translation>Refused</translation>
        </message>
        <message>
            <source>办成了</source>
            <translation>Done there</translation>
        </message>
        <message>
            <source>又回柜台</source>
            <translation>Came back</translation>
        </message>
        <message>
            <source>已教会</source>
            <translation>Shown how</translation>
        </message>
    </context>
    <context>
        <name>role</name>
        <message>
            <source>大堂经理</source>
            <translation>Lobby manager</translation>
        </message>
        <message>
            <source>客户经理</source>
            <translation>Relationship manager</translation>
        </message>
        <message>
            <source>柜员</source>
            <translation>Teller</translation>
        </message>
        <message>
            <source>网点负责人</source>
            <translation>Branch manager</translation>
        </message>
    </context>
    <context>
        <name>rules</name>
        <message>
            <source>输入客户号，回车。只计算，查看会留痕，不展示给客户。</source>
            <translation>Type a customer number, Enter. The look is recorded; nothing is shown to the customer.</translation>
        </message>
        <message>
            <source>按草稿：{code}</source>
            <translation>With the draft: {code}</translation>
        </message>
        <message>
            <source>为它说话的规则 {n}</source>
            <translation>Rules that speak for it: {n}</translation>
        </message>
        <message>
            <source>客群</source>
            <translation>Segments</translation>
        </message>
        <message>
            <source>套餐</source>
            <translation>Bundle</translation>
        </message>
        <message>
            <source>防诈信号</source>
            <translation>Signs of a scam</translation>
        </message>
        <message>
            <source>情景</source>
            <translation>Scenarios</translation>
        </message>
        <message>
            <source>草稿会改变</source>
            <translation>The draft changes</translation>
        </message>
        <message>
            <source>今天推荐</source>
            <translation>Suggested today</translation>
        </message>
        <message>
            <source>今天不推荐</source>
            <translation>Not suggested today</translation>
        </message>
        <message>
            <source>先验表</source>
            <translation>prior sheet</translation>
        </message>
        <message>
            <source>对照组</source>
            <translation>control group</translation>
        </message>
        <message>
            <source>推荐组</source>
            <translation>main group</translation>
        </message>
    </context>
    <context>
        <name>sex</name>
        <message>
            <source>男</source>
            <translation>Male</translation>
        </message>
        <message>
            <source>女</source>
            <translation>Female</translation>
        </message>
    </context>
    <context>
        <name>sheet</name>
        <message>
            <source>R1 · 低风险：起伏很小，亏损本金的可能很低</source>
            <translation>R1 · low: it moves very little, a loss of principal is unlikely</translation>
        </message>
        <message>
            <source>R2 · 较低风险：有起伏，有可能亏损本金</source>
            <translation>R2 · rather low: it moves, principal may be lost</translation>
        </message>
        <message>
            <source>R3 · 中等风险：起伏较明显，可能亏损部分本金</source>
            <translation>R3 · medium: it moves clearly, part of the principal may be lost</translation>
        </message>
        <message>
            <source>R4 · 较高风险：起伏大，可能亏损较多本金</source>
            <translation>R4 · rather high: it moves much, a large part of the principal may be lost</translation>
        </message>
        <message>
            <source>R5 · 高风险：起伏很大，可能亏损全部本金</source>
            <translation>R5 · high: it moves very much, all of the principal may be lost</translation>
        </message>
        <message>
            <source>一次交清</source>
            <translation>Paid at once</translation>
        </message>
        <message>
            <source>分期交费，以后每期都要交</source>
            <translation>Paid in instalments, each of them when it is due</translation>
        </message>
        <message>
            <source>存款，受存款保险保障：同一家银行本息合计最高 50 万元</source>
            <translation>A deposit, insured: up to 500,000 yuan at one bank, interest included</translation>
        </message>
        <message>
            <source>不是存款，本金可能受损，收益不作保证</source>
            <translation>Not a deposit. You may lose principal; returns are not guaranteed</translation>
        </message>
        <message>
            <source>不是存款</source>
            <translation>Not a deposit</translation>
        </message>
        <message>
            <source>{n} 个月</source>
            <translation>{n} months</translation>
        </message>
        <message>
            <source>{n} 元起</source>
            <translation>from {n} yuan</translation>
        </message>
        <message>
            <source>是否适合，以您本人有效的风险测评为准</source>
            <translation>Whether it suits you is decided by your own valid risk assessment</translation>
        </message>
        <message>
            <source>须在销售专区办理，全程录音录像</source>
            <translation>Only in the sales zone, recorded throughout</translation>
        </message>
        <message>
            <source>本行</source>
            <translation>This bank</translation>
        </message>
        <message>
            <source>风险与本金</source>
            <translation>Risk</translation>
        </message>
        <message>
            <source>风险等级</source>
            <translation>Risk rating</translation>
        </message>
        <message>
            <source>是否适合</source>
            <translation>Does it suit you</translation>
        </message>
        <message>
            <source>用途和投向</source>
            <translation>Use and investments</translation>
        </message>
        <message>
            <source>期限</source>
            <translation>Term</translation>
        </message>
        <message>
            <source>起点</source>
            <translation>Minimum</translation>
        </message>
        <message>
            <source>币种</source>
            <translation>Currency</translation>
        </message>
        <message>
            <source>费用</source>
            <translation>Fees</translation>
        </message>
        <message>
            <source>交费方式</source>
            <translation>Payment</translation>
        </message>
        <message>
            <source>怎样退出</source>
            <translation>How to leave</translation>
        </message>
        <message>
            <source>管理人</source>
            <translation>Managed by</translation>
        </message>
        <message>
            <source>办理方式</source>
            <translation>Where</translation>
        </message>
        <message>
            <source>有效至</source>
            <translation>Valid to</translation>
        </message>
    </context>
    <context>
        <name>slot</name>
        <message>
            <source>探索</source>
            <translation>Trying out</translation>
        </message>
        <message>
            <source>新品</source>
            <translation>New</translation>
        </message>
    </context>
    <context>
        <name>standards</name>
        <message>
            <source>服务忌语</source>
            <translation>Words not to use</translation>
        </message>
        <message>
            <source>标准有什么变化</source>
            <translation>What has changed</translation>
        </message>
        <message>
            <source>巡检打几分</source>
            <translation>What scores mean</translation>
        </message>
        <message>
            <source>{n} 分</source>
            <translation>{n} min</translation>
        </message>
        <message>
            <source>业务与限时</source>
            <translation>Business and limit</translation>
        </message>
        <message>
            <source>其他</source>
            <translation>Other</translation>
        </message>
        <message>
            <source>标准 {version}，{day} 起执行</source>
            <translation>Standards {version}, in force from {day}</translation>
        </message>
        <message>
            <source>等候 {n} 分，贵宾 {vip} 分</source>
            <translation>Wait {n} min, VIP {vip}</translation>
        </message>
        <message>
            <source>限时 {n} 分</source>
            <translation>Limit {n} min</translation>
        </message>
        <message>
            <source>留存</source>
            <translation>Keep</translation>
        </message>
        <message>
            <source>常说</source>
            <translation>Say often</translation>
        </message>
        <message>
            <source>左边的不说，说右边的</source>
            <translation>Not the left, but the right</translation>
        </message>
        <message>
            <source>这是第一版，没有变化</source>
            <translation>the first edition, nothing changed</translation>
        </message>
        <message>
            <source>与 {version} 相比，{n} 处不同</source>
            <translation>Differences to {version}: {n}</translation>
        </message>
        <message>
            <source>所依据的国家标准</source>
            <translation>National standards behind it</translation>
        </message>
    </context>
    <context>
        <name>standing</name>
        <message>
            <source>保持到月底，{month}可升{name}</source>
            <translation>Kept to month end, this makes {name} in {month}</translation>
        </message>
        <message>
            <source>再增 {amount}，{month}可升{name}</source>
            <translation>{amount} more: {name} in {month}</translation>
        </message>
        <message>
            <source>本月再增 {amount}，{month}可升{name}</source>
            <translation>{amount} more this month makes {name} in {month}</translation>
        </message>
        <message>
            <source>下一级 {name} {amount}</source>
            <translation>Next: {name} {amount}</translation>
        </message>
        <message>
            <source>还差 {band}</source>
            <translation>{band} to go</translation>
        </message>
        <message>
            <source>本月起会降级</source>
            <translation>Tier falls this month</translation>
        </message>
        <message>
            <source>再低 {n} 个月会降级</source>
            <translation>{n} more months below: tier falls</translation>
        </message>
        <message>
            <source>{month} 月</source>
            <translation>{month}</translation>
        </message>
    </context>
    <context>
        <name>stars</name>
        <message>
            <source>星级与实测 {branch} {first} – {last}</source>
            <translation>Stars and what is measured, {branch} {first} – {last}</translation>
        </message>
        <message>
            <source>按工号排列，不排名。区间有九成把握。</source>
            <translation>By staff number, no ranking. The interval holds in nine cases of ten.</translation>
        </message>
        <message>
            <source>请核实 {what}：{looks}</source>
            <translation>Please check {what}: {looks}</translation>
        </message>
        <message>
            <source>正在计算…</source>
            <translation>Reckoning…</translation>
        </message>
        <message>
            <source>已存：{path}</source>
            <translation>Saved: {path}</translation>
        </message>
        <message>
            <source>存不了：{path}，请看文件夹和磁盘</source>
            <translation>Cannot save {path}: look at the folder and the disk</translation>
        </message>
        <message>
            <source>未评星</source>
            <translation>No award</translation>
        </message>
        <message>
            <source>尚无实测</source>
            <translation>No estimate yet</translation>
        </message>
        <message>
            <source>样本不足</source>
            <translation>Too few cases</translation>
        </message>
        <message>
            <source>与实测相符</source>
            <translation>Borne out</translation>
        </message>
        <message>
            <source>实测不支持</source>
            <translation>Not borne out</translation>
        </message>
        <message>
            <source>实测更好</source>
            <translation>Better</translation>
        </message>
        <message>
            <source>这段时间没有评定的星级可比。</source>
            <translation>No stars were awarded that could be compared.</translation>
        </message>
        <message>
            <source>还没有可以计算的来访、评价或巡检。</source>
            <translation>There are no visits, evaluations or inspections to reckon with yet.</translation>
        </message>
        <message>
            <source>来访不足 100 笔或评价不足 20 个，先不下结论。</source>
            <translation>Fewer than 100 visits or 20 evaluations: nothing is concluded yet.</translation>
        </message>
        <message>
            <source>评定星级在实测区间附近。</source>
            <translation>The award is near the measured interval.</translation>
        </message>
        <message>
            <source>评定高于实测区间 {margin} 星以上，请对照下面的依据核实。</source>
            <translation>Awarded over {margin} stars above the interval: please check what it rests on below.</translation>
        </message>
        <message>
            <source>评定低于实测区间 {margin} 星以上，服务比评定的好。</source>
            <translation>Awarded over {margin} stars below the interval: the service is better than that.</translation>
        </message>
        <message>
            <source>等候</source>
            <translation>Wait</translation>
        </message>
        <message>
            <source>限时</source>
            <translation>Time</translation>
        </message>
        <message>
            <source>评价</source>
            <translation>Evaluation</translation>
        </message>
        <message>
            <source>巡检</source>
            <translation>Inspection</translation>
        </message>
        <message>
            <source>投诉</source>
            <translation>Complaint</translation>
        </message>
        <message>
            <source>选择性邀评</source>
            <translation>Selective requests</translation>
        </message>
        <message>
            <source>代客评价</source>
            <translation>Pressed by the teller</translation>
        </message>
        <message>
            <source>无凭来访</source>
            <translation>Visits nobody else saw</translation>
        </message>
        <message>
            <source>不顺的来访没有邀评</source>
            <translation>no request after a bad visit</translation>
        </message>
        <message>
            <source>手工邀评</source>
            <translation>requests by hand</translation>
        </message>
        <message>
            <source>1.5 秒内按下</source>
            <translation>within 1.5 s</translation>
        </message>
        <message>
            <source>客户走后按下</source>
            <translation>after the customer left</translation>
        </message>
        <message>
            <source>好评连按</source>
            <translation>good, pressed again</translation>
        </message>
        <message>
            <source>25 秒内连续评价</source>
            <translation>within 25 s of the last</translation>
        </message>
        <message>
            <source>满分间隔雷同</source>
            <translation>5 after the same delay</translation>
        </message>
        <message>
            <source>应评率</source>
            <translation>given</translation>
        </message>
        <message>
            <source>无票无刷卡无交易</source>
            <translation>no ticket, scan or transaction</translation>
        </message>
        <message>
            <source>其中不满 1 分</source>
            <translation>under a minute</translation>
        </message>
        <message>
            <source>其中接连发生</source>
            <translation>one after another</translation>
        </message>
        <message>
            <source>其中客户重复</source>
            <translation>same customer again</translation>
        </message>
        <message>
            <source>其中在营业外</source>
            <translation>outside hours</translation>
        </message>
        <message>
            <source>未处理</source>
            <translation>not handled</translation>
        </message>
        <message>
            <source>已解释</source>
            <translation>explained</translation>
        </message>
        <message>
            <source>已致歉</source>
            <translation>apologised</translation>
        </message>
        <message>
            <source>已补救</source>
            <translation>recovered</translation>
        </message>
        <message>
            <source>联系不上</source>
            <translation>unreachable</translation>
        </message>
        <message>
            <source>不属实</source>
            <translation>unfounded</translation>
        </message>
        <message>
            <source>{n} 星</source>
            <translation>{n}★</translation>
        </message>
        <message>
            <source>{figure}（{interval}）</source>
            <translation>{figure} ({interval})</translation>
        </message>
        <message>
            <source>评定 {awarded} · 实测 {figure}</source>
            <translation>{awarded} · measured {figure}</translation>
        </message>
        <message>
            <source>{n} 项待核实</source>
            <translation>{n} to check</translation>
        </message>
        <message>
            <source>评定 {awarded}，实测 {figure}，区间 {interval}</source>
            <translation>awarded {awarded}, measured {figure}, interval {interval}</translation>
        </message>
        <message>
            <source>超时 {over} / {judged} 笔 · 扣除 {min} 分（{n} 笔）</source>
            <translation>over {over} of {judged} · excused {min} min ({n})</translation>
        </message>
        <message>
            <source>无同类可比 {n} 笔，不计</source>
            <translation>{n} left out: nothing to compare</translation>
        </message>
        <message>
            <source>收到 {given} / 邀评 {asked} · 差评 {bad}（已处理 {done}）· 手工邀评 {hand}</source>
            <translation>given {given} of {asked} · bad {bad} ({done} handled) · by hand {hand}</translation>
        </message>
        <message>
            <source>{n} 次</source>
            <translation>{n} made</translation>
        </message>
        <message>
            <source>{n} 件，属实 {upheld} / 来访 {visits} 笔</source>
            <translation>{n}, upheld {upheld} in {visits} visits</translation>
        </message>
        <message>
            <source>{what} {hits} / {of}（网点一般 {usual}）</source>
            <translation>{what} {hits} of {of} (usual {usual})</translation>
        </message>
    </context>
    <context>
        <name>state</name>
        <message>
            <source>无</source>
            <translation>None</translation>
        </message>
        <message>
            <source>未知</source>
            <translation>Unknown</translation>
        </message>
        <message>
            <source>休眠</source>
            <translation>Dormant</translation>
        </message>
        <message>
            <source>持有</source>
            <translation>Held</translation>
        </message>
        <message>
            <source>已开通</source>
            <translation>On</translation>
        </message>
        <message>
            <source>零</source>
            <translation>Zero</translation>
        </message>
    </context>
    <context>
        <name>step</name>
        <message>
            <source>正在联系</source>
            <translation>Calling</translation>
        </message>
        <message>
            <source>正在送出记录</source>
            <translation>Sending records</translation>
        </message>
        <message>
            <source>正在收同事的记录</source>
            <translation>Receiving colleagues&apos; records</translation>
        </message>
        <message>
            <source>正在对账</source>
            <translation>Comparing counts</translation>
        </message>
        <message>
            <source>正在收新数据</source>
            <translation>Receiving new data</translation>
        </message>
        <message>
            <source>正在换上新数据</source>
            <translation>Taking up new data</translation>
        </message>
        <message>
            <source>正在收规则</source>
            <translation>Receiving rules</translation>
        </message>
        <message>
            <source>正在整理旧记录</source>
            <translation>Tidying old records</translation>
        </message>
        <message>
            <source>正在同步</source>
            <translation>Syncing</translation>
        </message>
        <message>
            <source>在窗口</source>
            <translation>At the window</translation>
        </message>
        <message>
            <source>等候中</source>
            <translation>While waiting</translation>
        </message>
        <message>
            <source>进门取号前</source>
            <translation>At the door</translation>
        </message>
    </context>
    <context>
        <name>ticket</name>
        <message>
            <source>前面还有 {n} 位</source>
            <translation>{n} ahead of you</translation>
        </message>
        <message>
            <source>约 {n} 分钟</source>
            <translation>About {n} min</translation>
        </message>
        <message>
            <source>请留意叫号屏，过号请找大堂经理</source>
            <translation>Please watch the call board</translation>
        </message>
        <message>
            <source>已叫</source>
            <translation>Called</translation>
        </message>
        <message>
            <source>已挂起</source>
            <translation>Parked</translation>
        </message>
        <message>
            <source>未到</source>
            <translation>No-show</translation>
        </message>
    </context>
    <context>
        <name>tile</name>
        <message>
            <source>{n} 万</source>
            <translation>{n}0,000</translation>
        </message>
        <message>
            <source>{n} 号窗</source>
            <translation>Window {n}</translation>
        </message>
        <message>
            <source>不用</source>
            <translation>None</translation>
        </message>
        <message>
            <source>好了：{what}</source>
            <translation>Mended: {what}</translation>
        </message>
        <message>
            <source>已离开，作废</source>
            <translation>Has left, void</translation>
        </message>
        <message>
            <source>新预约</source>
            <translation>New booking</translation>
        </message>
        <message>
            <source>没有开</source>
            <translation>Not open</translation>
        </message>
        <message>
            <source>请网点负责人来</source>
            <translation>Fetch the branch manager</translation>
        </message>
        <message>
            <source>还在，留着</source>
            <translation>Still here, keep</translation>
        </message>
        <message>
            <source>还没有窗口上岗</source>
            <translation>No window is open yet</translation>
        </message>
        <message>
            <source>无号</source>
            <translation>No ticket</translation>
        </message>
        <message>
            <source>{ticket} 作废</source>
            <translation>{ticket} is void</translation>
        </message>
    </context>
    <context>
        <name>trend</name>
        <message>
            <source>半年缓升</source>
            <translation>Rising</translation>
        </message>
        <message>
            <source>半年平稳</source>
            <translation>Steady</translation>
        </message>
        <message>
            <source>半年走低</source>
            <translation>Falling</translation>
        </message>
        <message>
            <source>走势未知</source>
            <translation>Trend unknown</translation>
        </message>
    </context>
    <context>
        <name>verb</name>
        <message>
            <source>办理</source>
            <translation>Do it</translation>
        </message>
        <message>
            <source>转介</source>
            <translation>Refer</translation>
        </message>
        <message>
            <source>折页</source>
            <translation>Leaflet</translation>
        </message>
        <message>
            <source>告知</source>
            <translation>Inform</translation>
        </message>
    </context>
    <context>
        <name>verdict</name>
        <message>
            <source>误报，客户说得清楚</source>
            <translation>False alarm, well explained</translation>
        </message>
        <message>
            <source>已劝阻</source>
            <translation>Stopped, they were warned</translation>
        </message>
        <message>
            <source>说不清楚</source>
            <translation>Unclear</translation>
        </message>
    </context>
    <context>
        <name>via</name>
        <message>
            <source>行里中心</source>
            <translation>Bank&apos;s hub</translation>
        </message>
        <message>
            <source>网点节点</source>
            <translation>Branch node</translation>
        </message>
        <message>
            <source>文件包</source>
            <translation>Bundle</translation>
        </message>
    </context>
    <context>
        <name>weekday</name>
        <message>
            <source>周一</source>
            <translation>Mon</translation>
        </message>
        <message>
            <source>周二</source>
            <translation>Tue</translation>
        </message>
        <message>
            <source>周三</source>
            <translation>Wed</translation>
        </message>
        <message>
            <source>周四</source>
            <translation>Thu</translation>
        </message>
        <message>
            <source>周五</source>
            <translation>Fri</translation>
        </message>
        <message>
            <source>周六</source>
            <translation>Sat</translation>
        </message>
        <message>
            <source>周日</source>
            <translation>Sun</translation>
        </message>
    </context>
    <context>
        <name>why</name>
        <message>
            <source>按分数排在第 {rank}</source>
            <translation>Ranked {rank} by score</translation>
        </message>
        <message>
            <source>探索位：轮流试一试，知道得少的也有机会</source>
            <translation>Trial place: what little is known of gets a turn</translation>
        </message>
        <message>
            <source>新品位：近期新推出</source>
            <translation>Launch place: newly brought out</translation>
        </message>
        <message>
            <source>服务事项，不计推荐次数</source>
            <translation>A service, no offer: it is not counted</translation>
        </message>
        <message>
            <source>套餐里的一项，可单独谢绝</source>
            <translation>Part of a bundle; declined by itself</translation>
        </message>
        <message>
            <source>规则</source>
            <translation>Rules</translation>
        </message>
        <message>
            <source>先验</source>
            <translation>Priors</translation>
        </message>
        <message>
            <source>话术</source>
            <translation>Words</translation>
        </message>
        <message>
            <source>商业权重 {n}</source>
            <translation>Commercial weight {n}</translation>
        </message>
        <message>
            <source>契合 {n}</source>
            <translation>Fit {n}</translation>
        </message>
        <message>
            <source>时机 {n}</source>
            <translation>Occasion {n}</translation>
        </message>
        <message>
            <source>近 30 天谈过 {n} 次</source>
            <translation>Raised {n} times in 30 days</translation>
        </message>
        <message>
            <source>只按规则排序，模型没有参与</source>
            <translation>By rules only, no model took part</translation>
        </message>
        <message>
            <source>接受可能 {p}±{se}（按先验）</source>
            <translation>Likely accepted {p}±{se} (prior)</translation>
        </message>
        <message>
            <source>接受可能 {p}±{se}（按模型）</source>
            <translation>Likely accepted {p}±{se} (model)</translation>
        </message>
        <message>
            <source>还没有通过“{name}”小测：只能转介</source>
            <translation>The quiz “{name}” is not passed yet: refer only</translation>
        </message>
        <message>
            <source>没有等级</source>
            <translation>no grade</translation>
        </message>
        <message>
            <source>{grade} 低于 R{rating}（发行人评 {issuer}，本行评 {seller}，取高）</source>
            <translation>{grade} is below R{rating} (issuer {issuer}, bank {seller}; the higher counts)</translation>
        </message>
        <message>
            <source>现测评 {on}，到期 {until} · 12 个月内已测 {n} / {most} 次</source>
            <translation>Assessed {on}, valid to {until} · {n} of {most} in 12 months</translation>
        </message>
        <message>
            <source>模型 {v}</source>
            <translation>Model {v}</translation>
        </message>
        <message>
            <source>输入 {n} 项</source>
            <translation>{n} inputs</translation>
        </message>
        <message>
            <source>无模型参与</source>
            <translation>no model</translation>
        </message>
    </context>
    <context>
        <name>window</name>
        <message>
            <source>没有人在等，这位客户没有结束</source>
            <translation>Nobody is waiting; this customer stays</translation>
        </message>
        <message>
            <source>没有人在等</source>
            <translation>Nobody is waiting</translation>
        </message>
        <message>
            <source>{number} 还没到：重叫或记未到</source>
            <translation>{number} not here: recall or no-show</translation>
        </message>
        <message>
            <source>已叫 {number}</source>
            <translation>Called {number}</translation>
        </message>
        <message>
            <source>又叫了 {number}</source>
            <translation>Called {number} again</translation>
        </message>
        <message>
            <source>{number} 未到</source>
            <translation>{number} did not come</translation>
        </message>
        <message>
            <source>呼叫已撤</source>
            <translation>Call closed</translation>
        </message>
        <message>
            <source>已请主管，再按 F10 撤回</source>
            <translation>Called; F10 again to take back</translation>
        </message>
        <message>
            <source>已并入这位客户</source>
            <translation>Merged into this customer</translation>
        </message>
        <message>
            <source>超时原因：{what}</source>
            <translation>Reason noted: {what}</translation>
        </message>
        <message>
            <source>现在是 {name} {staff_no}</source>
            <translation>Now {name} {staff_no}</translation>
        </message>
        <message>
            <source>A 授权 M 急病 F 可疑 H 帮忙 F9 撤回</source>
            <translation>A auth M ill F fraud H help F9 end</translation>
        </message>
        <message>
            <source>{number} 已由 {n} 号窗办理</source>
            <translation>{number} is at window {n}</translation>
        </message>
        <message>
            <source>叫大堂：A 授权 · M 急病 · F 可疑 · H 帮忙</source>
            <translation>Lobby: Authorise · M ill · Fraud · Help</translation>
        </message>
        <message>
            <source>打开这位客户，即并入该来客</source>
            <translation>Open who the guest was</translation>
        </message>
        <message>
            <source>等候 {n} · 最长 {m} 分</source>
            <translation>{n} waiting · {m} min</translation>
        </message>
        <message>
            <source>超时原因 Alt+1–{n}</source>
            <translation>Why over? Alt+1–{n}</translation>
        </message>
        <message>
            <source>超时原因 Alt+ {each}</source>
            <translation>Why so long? Alt+ {each}</translation>
        </message>
        <message>
            <source>{number} 已由 {n} 号窗叫号</source>
            <translation>{number} was called at window {n}</translation>
        </message>
        <message>
            <source>已叫{to}：{reason}，等回应</source>
            <translation>{to} called: {reason}</translation>
        </message>
        <message>
            <source>转介已送到 {name}</source>
            <translation>Referral offered to {name}</translation>
        </message>
        <message>
            <source>转介已送出，暂无人在岗</source>
            <translation>Referral sent, nobody on duty</translation>
        </message>
        <message>
            <source>{name} 来了</source>
            <translation>{name} is coming</translation>
        </message>
        <message>
            <source>{name} 来了 {n} 秒</source>
            <translation>{name} in {n} s</translation>
        </message>
    </context>
    <context>
        <name>wire</name>
        <message>
            <source>局域网通</source>
            <translation>LAN up</translation>
        </message>
        <message>
            <source>总行还没收到，排队与转介照常</source>
            <translation>Head office not reached, queue and referrals work</translation>
        </message>
        <message>
            <source>总行通</source>
            <translation>Head office reached</translation>
        </message>
        <message>
            <source>本机单独运行</source>
            <translation>This desk alone</translation>
        </message>
        <message>
            <source>没有送成，记录都在本机</source>
            <translation>Not delivered, all kept here</translation>
        </message>
        <message>
            <source>还没有同步过</source>
            <translation>Never synced</translation>
        </message>
        <message>
            <source>连不上，本机照常</source>
            <translation>No connection, this desk works</translation>
        </message>
    </context>
    <context>
        <name>wording</name>
        <message>
            <source>只检查，不保存：没有指定草稿文件夹</source>
            <translation>Checking only: no folder of drafts was named</translation>
        </message>
        <message>
            <source>草稿：{folder}</source>
            <translation>Drafts: {folder}</translation>
        </message>
        <message>
            <source>{n} 条</source>
            <translation>{n} texts</translation>
        </message>
        <message>
            <source>已存入草稿，发布后才会用</source>
            <translation>Kept as a draft; used once it is published</translation>
        </message>
        <message>
            <source>一句话</source>
            <translation>Sentence</translation>
        </message>
        <message>
            <source>便利</source>
            <translation>Convenience</translation>
        </message>
        <message>
            <source>好处</source>
            <translation>Benefit</translation>
        </message>
        <message>
            <source>风险</source>
            <translation>Risk</translation>
        </message>
        <message>
            <source>异议一</source>
            <translation>Objection 1</translation>
        </message>
        <message>
            <source>答异议一</source>
            <translation>Answer 1</translation>
        </message>
        <message>
            <source>异议二</source>
            <translation>Objection 2</translation>
        </message>
        <message>
            <source>答异议二</source>
            <translation>Answer 2</translation>
        </message>
        <message>
            <source>理由</source>
            <translation>Reason</translation>
        </message>
        <message>
            <source>由头的话</source>
            <translation>Occasion's sentence</translation>
        </message>
        <message>
            <source>类型</source>
            <translation>Kind</translation>
        </message>
        <message>
            <source>用途</source>
            <translation>Scope</translation>
        </message>
        <message>
            <source>费用</source>
            <translation>Fees</translation>
        </message>
        <message>
            <source>可能的损失</source>
            <translation>What may be lost</translation>
        </message>
        <message>
            <source>问</source>
            <translation>Question</translation>
        </message>
        <message>
            <source>答</source>
            <translation>Answer</translation>
        </message>
        <message>
            <source>为什么</source>
            <translation>Because</translation>
        </message>
        <message>
            <source>名称</source>
            <translation>Name</translation>
        </message>
        <message>
            <source>提前退出</source>
            <translation>Leaving early</translation>
        </message>
        <message>
            <source>含义</source>
            <translation>Meaning</translation>
        </message>
    </context>
</TS>
