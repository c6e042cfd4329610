"""The Chinese words of the table of shapes in `loader/format.py`: a sentence for each key and each form.

The schema for editors shows them beside the English ones, and the Chinese reference page is made from them. They stand
in a module of their own because the loader itself needs none of them.
"""

KEYS: dict[str, dict[str, str]] = {
    "file": {
        "format": "文件格式的版本，写 1。",
        "id": "文件的简短标识，结果中会带上。",
        "title": "文件收录哪些政策。",
        "as_of": "文件所述规定的日期；不另外指定日期时，按这一天判断。持续更新的文件可写 `today`，"
        "即按查询当日判断，此时 `known_to` 是用例和文档的日期。",
        "known_to": "规定更新至哪一天，用于规定和来源都没有写明的情况。",
        "stale_after": "规定在最后确知之日以后还算有效多久；不写即不再算有效。",
        "currency": "文件中所有金额的币种，用三个大写字母，如 CNY。",
        "smallest_unit": "最高金额在最后一步向下取整到这个单位：0.01 表示取整到分；不写即取整到 1。",
        "languages": "文件使用的语言；只有一种语言时，文字直接写成字符串。",
        "include": "同一文件夹中的其他文件，以下各部分可以分写在其中。",
        "sources": "规定所依据的文件。",
        "agencies": "主管部门，即可以咨询的部门。",
        "supports": "支持方式，如资助、奖励；写了 `totals: apart` 的，金额单独合计，不与其他相加。",
        "documents": "申报单位须提交的材料，各版本写明需要哪些。",
        "facts": "可以询问申报单位的信息项，按文件中的顺序排列。",
        "conditions": "有名称和 `text` 的条件，供各项目用 `met` 引用。",
        "amounts": "有名称的金额，用 `amount_of` 引用。",
        "tables": "金额表，按一项或两项查找：选项，或某个金额所在的档；用 `table` 和 `by` 查找。",
        "programs": "扶持项目。",
        "combine": "关于同时享受几个项目的规定，结果据此给出金额最高的组合。每条规定写成以下一种："
        "`{one_of: […]}`、`{at_most: 2, of: […]}`、`{cap: 金额, of: […]}`、"
        "`{less: A, by: B}`、`{before: A, then: B}`。",
        "notes": "查看任何结果的人都应知道的说明。",
    },
    "source": {
        "title": "文件标题。",
        "number": "文号。",
        "issuer": "发文单位。",
        "date": "发文日期。",
        "url": "网上查阅的地址。",
        "checked": "最近一次核对的日期。",
        "text": "原文的本地副本：政策文件所在文件夹（或其下）的 UTF-8 文本，如 `notices/letter.txt`。"
        "只供 `lint`、`fresh`、`docs`、`diff` 核对，不从网上获取。",
        "sha256": "核对规定时该文本的 SHA-256，照 `fresh` 给出的写。",
    },
    "agency": {
        "name": "部门名称。",
        "url": "部门网址。",
        "apply_at": "在哪里向该部门申报：网址，或一段文字；项目可以另行写明。",
        "phone": "办公电话，不写个人电话。",
        "address": "办公地址。",
    },
    "fact": {
        "type": "答案的类型。",
        "ask": "提问用的问句，没有读过任何文件的人也能看懂。",
        "label": "简短名称，用作表头和列名。",
        "help": "帮助作答的说明，最好举例。",
        "topic": "所属的问题分组。",
        "choices": "单选或多选的选项：标识和名称，可用 `in` 写明所属的组。",
        "groups": "选项的组，供条件引用：标识和名称；组也可以用 `in` 归入别的组。",
        "min": "最小值（含）；多选题为至少选几项；日期可写 `today`，指判断当日。",
        "max": "最大值（含）；多选题为最多选几项；日期可写 `today`，指判断当日。",
        "unit": "计量单位，显示在数字后面；英文可写 `project|projects`，前者用于 1。",
        "changeable": "申报单位能否改变这一情况；不写即能。",
        "asked_if": "只有这一条件可能成立时才提问；它只管提问，不影响判断。",
        "otherwise": "`asked_if` 不成立时按什么值算；单选题和日期不能写。",
    },
    "program": {
        "title": "项目名称。",
        "summary": "用一句话说明支持什么。",
        "topic": "列表中所属的分组。",
        "agency": "申报或咨询的部门。",
        "support": "支持方式，`supports` 中的一项。",
        "editions": "项目的规定，每个时期一个版本。",
        "url": "项目的官方网页。",
        "apply_at": "在哪里申报：网址，或一段文字；不写即按主管部门所写。",
        "notes": "规定之外应当知道的说明。",
        "next_steps": "下一步怎么办。",
        "see": "可以参考的其他项目。",
    },
    "edition": {
        "from": "规定生效的第一天；不写即没有起始日期。",
        "until": "规定有效的最后一天（含）；不写即没有终止日期。",
        "known_to": "确知规定有效的最后一天；不写即为 `as_of`，`from` 更晚时为 `from`。"
        "文件写了 `known_to`、`stale_after` 或 `as_of: today` 的，不写即为来源最近一次核对（`checked`）的日期，"
        "没有则为文件的 `known_to`。"
        "与 `until` 同写，表示规定最迟到 `until` 已失效，但只确知到这一天：其间视为可能过时。",
        "status": "依据文件所说的项目状态。",
        "confidence": "内容的可信程度。",
        "when": "谁可以申报：一个条件，或写 `everyone`（不限对象）；不写则只作背景列出。",
        "ceiling": "最高金额：一个金额，或写 `unstated`（依据文件没有写明）、`none`（不给资金）。",
        "period": "多久支付一次，不写即一次性；支付周期不同的金额不相加。",
        "source": "规定的出处。",
        "reviewed": "最近一次与出处逐条核对的日期。",
        "apply": "何时可以申报：`anytime`（随时）、若干次申报时间，或每年一次（`yearly`、`{yearly: […]}`）。",
        "documents": "申报需要的材料：`documents` 中的标识，或另加 `when`。",
    },
    "needed_document": {
        "document": "所需材料，`documents` 中的一项。",
        "when": "哪些申报单位需要；条件尚不能确定时，列为可能需要。",
    },
    "evidence": {
        "title": "材料名称。",
        "issuer": "出具单位。",
        "url": "办理或下载的网址。",
        "proves": "能证明的信息项。",
        "note": "须注意的事项，例如有效期限。",
        "source": "要求提交的出处。",
    },
    "window": {
        "from": "开始申报的日期；不写即在已知的日期之前就可以申报。",
        "until": "申报截止日期（含当日）；不写即为版本的最后一天。",
        "note": "这一次申报的说明，例如第几批。",
        "source": "公布申报时间的出处。",
    },
    "reckoned_day": {
        "day": "日期。",
        "reckoned": "出处没有写明这一天时，怎样推算：自……起三年。",
    },
    "table": {
        "text": "用几个字说明这张表；条件和金额用它来表述。",
        "source": "写在哪里。",
        "limits": "按金额查找的各行的上限，从低到高；两项都是金额的，写成列表，各列一项。",
        "choices": "各行所填选项属于哪个单选信息项。",
        "rows": "各行的金额，或行中的行；或者 `true`、`false`，或选项。",
    },
    "length": {
        "years": "多少年，到同月同日；2月29日可能到28日。",
        "months": "多少个月，到日数相同的一天；当月没有这一天的，到月末。",
        "days": "多少天。",
    },
    "period": {
        "every": "按什么支付：每年（year）、每个项目（project）或每个支持期（term）。",
        "at_most": "最多支付几年、几个项目或几期；不写即不限。",
    },
    "combination": {
        "one_of": "只能享受其中一项的各项目。",
        "at_most": "`of` 所列项目最多可同时享受几项。",
        "cap": "`of` 所列项目的金额合计不超过多少。",
        "of": "`at_most` 或 `cap` 所涉及的项目。",
        "less": "金额要扣减的项目；须扣减几个项目的，一并扣减。",
        "by": "所扣减的是哪个项目的金额。",
        "before": "享受 `then` 所列项目的前提项目。",
        "then": "只能与 `before` 所列项目一同享受的项目。",
        "text": "用一句话说明这条规定；结果以此作为理由。",
        "when": "这条规定对哪些申报单位适用；不写即一律适用。",
        "source": "规定的出处。",
    },
    "dated_value": {
        "from": "从哪一天起取这个值；第一个值在此之前也适用。",
        "value": "金额，到下一个值开始为止。",
        "source": "写在哪里。",
    },
    "dated_rule": {
        "from": "从哪一天起按这个条件判断；第一个条件在此之前也适用。",
        "when": "条件，到下一个条件开始为止。",
        "source": "写在哪里。",
    },
    "note": {
        "text": "说明的内容。",
        "date": "所说情况的日期。",
        "confidence": "内容的可信程度。",
        "source": "出处。",
    },
    "citation": {
        "document": "依据的文件，`sources` 中的一项。",
        "section": "章节或条款，照文件自己的写法。",
        "quote": "原文摘录，简短，一字不差。",
        "reading": "从原文理解或推算出来的内容，写明原文没有直接写出的数字，如：一年按12个月计算。",
    },
}

OPERATORS: dict[str, str] = {
    "all": "各项条件全部成立。",
    "any": "至少一项条件成立。",
    "not": "条件不成立。",
    "at_least": "至少有这么多项条件成立。",
    "cases": "按第一个 `when` 成立的情形判断其 `then`；都不成立时按 `otherwise`，它必须有，并放在最后。",
    "dated": "由判断日期决定取哪一个条件：取已开始的最后一个；第一个在此之前也适用。",
    "met": "有名称的那个条件成立。",
    "confirm": "任何答案都不能确定、须向主管部门核实的事项；不能放在 `not` 之下，也不能放在金额里。",
    "compare": "两个金额比较：`amount` 和一种数字比较。",
}

COMPARISONS: dict[str, str] = {
    "none_of": "不是其中任何一项；多选题：不包括其中任何一项。",
    "same_as": "与另一信息项的答案相同，两者的选项相同。",
    "includes_all": "包括其中每一项。",
    "at_least": "不低于该值。",
    "at_most": "不高于该值。",
    "more_than": "高于该值。",
    "less_than": "低于该值。",
    "between": "在两个值之间，两端都含在内。",
    "on_or_after": "在该日或之后。日期处可写另一日期类信息项，以下三种也是。",
    "after": "晚于该日。",
    "on_or_before": "在该日或之前。",
    "before": "早于该日。",
    "in_year": "在某个公历年内：年份，或 `last`（判断当日的上一年）、`this`（判断当年）。",
    "years_before": "距判断当日至少满这么多整年；2月29日按2月28日计。"
    "此处和以下两种的数可由表给出：`{table: 表, by: 信息项}`。",
    "months_before": "距判断当日至少满这么多整月；当月没有对应日的，以月末日计。",
    "days_before": "距判断当日至少满这么多天。",
}

AMOUNTS: dict[str, str] = {
    "amount": "两个金额相乘。",
    "quotient": "前一个除以后一个。除以 0 按 0 计；请用条件避免除数为 0。",
    "percent": "金额的百分之几。",
    "amount_of": "有名称的那个金额。",
    "sum": "各项之和。",
    "least": "各项中最小的；套在整个算式外面，就是封顶。",
    "greatest": "各项中最大的。",
    "difference": "前项减后项，不低于 0。",
    "round": (
        "取整为 `to`（大于 0 的数或金额）的倍数：`down` 向下，`up` 向上，或取最近的一个；"
        "正好居中时 `half_up` 取较大的，`half_even` 取偶数倍的。"
    ),
    "bands": (
        "按档计算，从低到高。每档写上限：`up_to` 含本数，`below` 不含；最后一档不写。"
        "`marginal: true` 分段累计，每段按自己的 `rate`（%）；`false` 全额按所在一档的 `rate`，或取固定金额 `then`。"
    ),
    "cases": (
        "第一个条件成立的情形；都不成立时取 `otherwise`，它必须有，且放在最后。"
        "整个上限的某种情形还可以是 `unstated`（未写明金额）或 `not_eligible`（不能申请）。"
    ),
    "range": "依据文件只说了从多少到多少；只能单独作为整个上限。",
    "grant_of": "另一个项目的最高金额；不符合其条件的，为 0。",
    "table": "按单选题的答案取表中的一行；按两项查找的表，再取行中的一行。按金额查找时，取上限不低于它的第一行。",
}
