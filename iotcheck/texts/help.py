"""Help pages: the program, its commands, their options and arguments, examples."""

from iotcheck.texts.help_options import OPTIONS

SENTENCES: dict[str, tuple[str, str]] = {
    # frame
    "usage": ("用法：{usage}", "Usage: {usage}"),
    "program-usage": ("iotcheck 命令 [选项]", "iotcheck COMMAND [OPTIONS]"),
    "options-word": ("[选项]", "[OPTIONS]"),
    "commands": ("命令：", "Commands:"),
    "arguments": ("参数：", "Arguments:"),
    "options": ("选项：", "Options:"),
    "main-options": ("常用选项：", "Main options:"),
    "options-for-answers": ("答案：", "Answers:"),
    "options-to-show": ("评估内容：", "What to assess:"),
    "options-to-write": ("输出：", "Output:"),
    "other-options": ("其他选项：", "Other options:"),
    "examples": ("示例：", "Examples:"),
    "epilogue": (
        "查看某个命令的选项和例子：iotcheck help 命令。结果超过一屏时用 IOTCHECK_PAGER、PAGER 或 less 分页显示（PAGER=cat 不分页），宽度由 COLUMNS 指定。程序只在本机运行，不联网上传，未经您要求不保存。结果不是官方决定。",
        "For the options and examples of a command, run: iotcheck help COMMAND. Results longer than the screen open in IOTCHECK_PAGER, PAGER or less (PAGER=cat turns paging off); COLUMNS sets the width. Everything runs on this computer. Nothing is sent anywhere or saved unless you ask. Results are not official decisions.",
    ),
    # the program and its commands; the first line stands in the list
    "iotcheck": (
        "查询单位可以申请哪些扶持项目、最高多少金额、理由是什么、还缺哪些信息。自带深圳市物联网扶持政策（2019年复函），也可使用其他政策文件。",
        "Find out which funding programs an organisation can apply for, how much each pays at most, why, and what information is still missing. Ships with Shenzhen's support for the Internet of Things (an official letter of 2019) and works with any other policy file.",
    ),
    "assess": (
        "评估一家单位：可以申请什么、最高多少、还缺什么",
        "Assess one applicant: which programs, how much at most, what is missing",
    ),
    "assess-examples": (
        "iotcheck assess\niotcheck assess --answers 答案.yaml --json\niotcheck assess --table 企业.csv --row 甲公司 --explain\n"
        "iotcheck assess --set legal_form=企业 --set registered_in_shenzhen=是 --no-input",
        "iotcheck assess\niotcheck assess --answers answers.yaml --json\n"
        "iotcheck assess --table companies.csv --row Anna --explain\n"
        "iotcheck assess --set legal_form=enterprise --set registered_in_shenzhen=yes --no-input",
    ),
    "calendar": (
        "把申报时间导出为日历文件（.ics），或列出表中各单位的申报时间",
        "Export application deadlines to a calendar file (.ics), or list those of the applicants of a table",
    ),
    "calendar-examples": (
        "iotcheck calendar --output 申报.ics\niotcheck calendar --answers 答案.yaml --as-of today --output 申报.ics\niotcheck calendar --table 企业.xlsx --as-of today --output 申报.csv",
        "iotcheck calendar --output deadlines.ics\niotcheck calendar --answers answers.yaml --as-of today --output deadlines.ics\niotcheck calendar --table applicants.xlsx --as-of today --output deadlines.csv",
    ),
    "whatif": (
        "怎样才能符合：至少要改变什么、差多少、有何连带影响",
        "Show the smallest change that would make an applicant eligible, and its side effects",
    ),
    "whatif-examples": (
        "iotcheck whatif exhibition-support --answers 答案.yaml\niotcheck whatif --answers 答案.yaml\n"
        "iotcheck whatif --answers 答案.yaml --set registered_in_shenzhen=是\n"
        "iotcheck whatif --answers 答案.yaml --vary led_national_standards",
        "iotcheck whatif exhibition-support --answers answers.yaml\niotcheck whatif --answers answers.yaml\n"
        "iotcheck whatif --answers answers.yaml --set registered_in_shenzhen=yes\n"
        "iotcheck whatif --answers answers.yaml --vary led_national_standards",
    ),
    "programs": ("列出全部项目及其状态和最高金额", "List all programs with status and maximum"),
    "programs-examples": (
        "iotcheck programs\niotcheck programs --as-of today --json",
        "iotcheck programs\niotcheck programs --as-of today --json",
    ),
    "show": ("查看一个项目：条件、最高金额、来源、沿革", "Show one program: conditions, maximum, sources, history"),
    "show-examples": ("iotcheck show standard-international", "iotcheck show standard-international"),
    "next": (
        "输出下一个问题（JSON），供表单、聊天程序等自行提问",
        "Print the next question as JSON, for forms, chats and other programs that ask themselves",
    ),
    "next-examples": (
        "iotcheck next\niotcheck next --answers 答案.json\niotcheck next --set legal_form=enterprise --as-of today",
        "iotcheck next\niotcheck next --answers answers.json\niotcheck next --set legal_form=enterprise --as-of today",
    ),
    "next--json": ("可省略：结果总是 JSON", "has no effect: the result is always JSON"),
    "serve": (
        "从标准输入读取 JSON-RPC 2.0 请求（每行一个），逐行输出结果",
        "Answer JSON-RPC 2.0 requests: one per line on standard input, one response per line on standard output",
    ),
    "serve-examples": (
        "iotcheck serve < 请求.jsonl\niotcheck serve --policies policies.yaml --as-of today",
        "iotcheck serve < requests.jsonl\niotcheck serve --policies policies.yaml --as-of today",
    ),
    "questions": (
        "列出可能问到的问题，或生成空白的答案文件、表格",
        "List the questions, or create an empty answers file or table",
    ),
    "questions-examples": (
        "iotcheck questions\niotcheck questions --template yaml --output 答案.yaml\n"
        "iotcheck questions --template xlsx --output 企业.xlsx",
        "iotcheck questions\niotcheck questions --template yaml --output answers.yaml\n"
        "iotcheck questions --template xlsx --output companies.xlsx",
    ),
    "screen": (
        "批量筛查：逐行评估表格中的单位",
        "Screen many applicants from a table",
    ),
    "screen-examples": (
        "iotcheck questions --template xlsx --output 企业.xlsx\niotcheck screen 企业.csv --check\niotcheck screen 企业.xlsx --words --output 结果.xlsx\niotcheck screen 企业.xlsx --id 统一社会信用代码 --layout wide --output 结果.xlsx\n"
        "iotcheck screen 企业.csv --layout summary",
        "iotcheck questions --template xlsx --output companies.xlsx\niotcheck screen companies.csv --check\niotcheck screen companies.xlsx --words --output results.xlsx\n"
        "iotcheck screen companies.xlsx --id code --layout wide --output results.xlsx\n"
        "iotcheck screen companies.csv --layout summary",
    ),
    "mcp": (
        "供 AI 助手调用（Model Context Protocol，经标准输入输出，只读、不联网）",
        "Let AI assistants use it (Model Context Protocol over stdin and stdout; read-only, offline)",
    ),
    "mcp-examples": (
        "iotcheck mcp --as-of today --print-config",
        "iotcheck mcp --as-of today --print-config",
    ),
    "--print-config": ("输出助手程序要的配置，然后结束", "print the configuration that assistants need, then exit"),
    "test": (
        "运行政策文件的用例，并指出用例尚未覆盖的规定",
        "Run a policy file's test cases and show what they don't cover",
    ),
    "diff": (
        "比较两份政策文件：改了什么，哪些单位受益或受损",
        "Compare two policy files: what changed, and who gains or loses",
    ),
    "diff-examples": (
        "iotcheck diff 旧.yaml 新.yaml --answers 答案.yaml\niotcheck diff 旧.yaml 新.yaml --table 企业.csv --json\niotcheck diff 政策.yaml --as-of 2025-12-31 --as-of today",
        "iotcheck diff old.yaml new.yaml --answers answers.yaml\niotcheck diff old.yaml new.yaml --table companies.csv --json\n"
        "iotcheck diff policies.yaml --as-of 2025-12-31 --as-of today",
    ),
    "OLD": ("旧政策文件", "old policy file"),
    "NEW": ("新政策文件；比较同一文件的两天时不写", "new policy file; leave it out to compare two dates of one file"),
    "diff--as-of": (
        "按哪一天比较（默认：各文件自己的日期）；给两次，比较两天",
        "compare as of this date (default: each file's own); give it twice to compare two dates",
    ),
    "--table": (
        "对这张表的各行作比较（格式同 iotcheck screen）",
        "compare results for each row of this table (as for iotcheck screen)",
    ),
    "docs": (
        "把政策文件写成说明文档：条件、金额、来源、判断图、问题索引",
        "Write documentation for a policy file: conditions, maximums, sources, decision trees, question index",
    ),
    "docs-examples": (
        "iotcheck docs --output 政策.md\niotcheck docs 我的.yaml --format html --output 政策.html",
        "iotcheck docs --output policies.md\niotcheck docs mine.yaml --format html --output policies.html",
    ),
    "docs--format": (
        "markdown（图用 Mermaid）或 html（单个网页）",
        "markdown (with Mermaid diagrams) or html (a single page)",
    ),
    "test-examples": (
        "iotcheck test\niotcheck test --coverage\niotcheck test --policies 我的.yaml 用例.csv --fail-under 100",
        "iotcheck test\niotcheck test --coverage\niotcheck test --policies mine.yaml cases.csv --fail-under 100",
    ),
    "new": (
        "生成一份带注释的入门政策文件和用例",
        "Create a starter policy file with test cases",
    ),
    "new-examples": ("iotcheck new 我的政策", "iotcheck new my-policies"),
    "FOLDER": ("写入的文件夹（没有则新建）", "folder to write to (created if needed)"),
    "lint": (
        "检查政策文件：自相矛盾的条件、未使用的内容、可疑的文字",
        "Check a policy file for contradictions, unused entries and suspicious text",
    ),
    "lint-examples": (
        "iotcheck lint\niotcheck lint 政策.yaml --strict\niotcheck lint 政策.yaml --sources 原文",
        "iotcheck lint\niotcheck lint policies.yaml --strict\niotcheck lint policies.yaml --sources texts",
    ),
    "fresh": (
        "列出政策文件中需要重新核对的内容：已结束、即将结束、久未核对",
        "List what needs reviewing in a policy file: expired, ending soon, not reviewed recently",
    ),
    "fresh-examples": (
        "iotcheck fresh\niotcheck fresh 政策.yaml --ending 30 --reviewed 180 --confidence official",
        "iotcheck fresh\niotcheck fresh policies.yaml --ending 30 --reviewed 180 --confidence official",
    ),
    "fresh--as-of": ("以哪一天为准（默认：今天）", "check as of this date (default: today)"),
    "--ending": ("多少天之内结束算“即将结束”（默认 90）", "warn if something ends within this many days (default: 90)"),
    "--reviewed": ("核对的有效期，以天计（默认 365）", "how long a review is valid, in days (default: 365)"),
    "--confidence": (
        "最低可信程度：official（官方）、corroborated（多个来源一致）或 reported（只有一个来源）",
        "minimum confidence: official, corroborated or reported",
    ),
    "schema": (
        "输出政策文件、答案或结果的 JSON Schema",
        "Print the JSON Schema for policy files, answers or results",
    ),
    "schema-examples": (
        "iotcheck schema policies --output policies.schema.json\niotcheck schema answers --policies 政策.yaml",
        "iotcheck schema policies --output policies.schema.json\niotcheck schema answers --policies policies.yaml",
    ),
    "completion": (
        "输出命令行自动补全脚本（bash、zsh、fish）",
        "Print the script that makes a shell complete command lines (bash, zsh, fish)",
    ),
    "completion-examples": (
        'bash: eval "$(iotcheck completion bash)"\nzsh:  eval "$(iotcheck completion zsh)"\nfish: iotcheck completion fish | source',
        'bash: eval "$(iotcheck completion bash)"\nzsh:  eval "$(iotcheck completion zsh)"\nfish: iotcheck completion fish | source',
    ),
    "man": ("输出手册页（iotcheck.1），供打包者使用", "Print the manual page (iotcheck.1), for packagers"),
    "man-examples": (
        "iotcheck man --lang zh --output iotcheck.1\nman -l iotcheck.1",
        "iotcheck man --output iotcheck.1\nman -l iotcheck.1",
    ),
    "SHELL": ("bash、zsh 或 fish", "bash, zsh or fish"),
    "help": ("显示某个命令的帮助", "Show the help of a command"),
    **OPTIONS,
}
