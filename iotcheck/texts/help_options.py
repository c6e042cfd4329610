"""Help of arguments and options; `help` joins it with the rest, under the same keys."""

OPTIONS: dict[str, tuple[str, str]] = {
    # arguments
    "TABLE": (
        "CSV、JSON lines（.jsonl）、.xlsx 或 .parquet 表格；- 从标准输入读取 CSV",
        "table of applicants: CSV, JSON lines (.jsonl), .xlsx or .parquet; - reads CSV from standard input",
    ),
    "CASES": (
        "政策文件或用例文件，用例为 YAML 或 CSV（默认：政策文件旁的 cases.yaml 和 cases.csv）",
        "policy file, or case files in YAML or CSV (default: cases.yaml and cases.csv next to the policy file)",
    ),
    "FILE": ("政策文件（默认：自带的文件）", "policy files (default: the one that ships with iotcheck)"),
    "SCHEMA": (
        "policies、piece（政策文件的分文件）、answers、assessment 或 whatif",
        "policies, piece (an included part of a policy file), answers, assessment or whatif",
    ),
    "ID": ("项目的标识或名称，见 iotcheck programs", "program id or title, as listed by iotcheck programs"),
    # options
    "--lang": ("界面语言：zh 中文，en 英文", "interface language: zh (Chinese) or en (English)"),
    "--debug": ("程序内部出错时显示技术细节", "show technical details on internal errors"),
    "--help": ("显示帮助", "show this help"),
    "--version": ("显示版本", "show the version"),
    "--answers": (
        "答案文件：YAML、JSON 或以前的 JSON 结果；- 从标准输入读取",
        "answers (YAML, JSON or an earlier JSON result); - reads standard input",
    ),
    "--set": (
        "直接给出一个答案：FACT 为信息项的标识或名称，? 表示不知道；可重复",
        "answer one question: FACT is its id or label, ? means don't know; repeatable",
    ),
    "whatif--set": (
        "改变一个答案，与原结果比较；指定项目时还说明它仍差什么；可重复",
        "change one answer and compare with the original result; with an ID, also show what it still lacks; repeatable",
    ),
    "--vary": (
        "其他答案不变，列出结果随这一信息项变化的每个转折点",
        "list every value of this question at which a result changes, all other answers unchanged",
    ),
    "calendar--table": (
        "申报单位的表（格式同 iotcheck screen）：列出各单位相关的申报时间；加 --row 则只取一行",
        "table of applicants (as iotcheck screen takes): lists the application windows that concern each; with --row, one of them",
    ),
    "row--table": (
        "从这张表中取申报单位（格式同 iotcheck screen），哪一行由 --row 指定",
        "take the applicant from a row of this table (see --row and iotcheck screen)",
    ),
    "--row": (
        "申报单位在 --id 列中的编号（默认：第一个不是信息项的列）",
        "the applicant's id, in the column set by --id (default: the first column that is not a question)",
    ),
    "row--id": ("表中编号所在的列", "column with the applicants' ids"),
    "--json": ("输出 JSON", "print JSON"),
    "--format": ("输出格式", "output format"),
    "--output": (
        "把结果写入文件；未指定格式时由文件名后缀决定",
        "write the result to a file; its extension sets the format unless an option does",
    ),
    "--force": ("覆盖已有文件", "overwrite an existing file"),
    "--as-of": (
        "按哪一天评估（默认：政策文件自己的日期）",
        "assess as of this date (default: the policy file's date)",
    ),
    "--policies": ("使用另一份政策文件", "use another policy file"),
    "--only": ("只评估这些项目（标识或名称）", "consider only these programs (ids or titles)"),
    "--all": ("同时列出不符合的项目和背景资料", "also list programs that are not eligible or are background only"),
    "--notes": ("完整显示待核实条件、后续变化和说明", "show conditions to confirm and notes in full"),
    "--explain": ("逐条说明每个项目的理由", "explain each program condition by condition"),
    "--save": ("把答案存入文件，以后用 --answers 继续", "save the answers to a file; continue later with --answers"),
    "--name": ("在结果上写明申报单位名称", "show this applicant name on the result"),
    "--ask": ("重新提问这个问题，可重复", "ask this question again; repeatable"),
    "--plain": ("不用表格，逐行输出“名称：值”", "plain label/value lines instead of tables"),
    "--no-input": ("不提问，只按已有答案评估", "never ask; assess with the answers given"),
    "--interactive": ("一定提问；没有终端时报错", "always ask; fails without a terminal"),
    "--exit-code": (
        "没有可申请的项目时退出码为 10；尚有信息不足的项目时为 11",
        "exit 10 if no program is available, 11 if some are still undetermined",
    ),
    "--layout": (
        "结果的形式：matches 每家单位的每个项目一行，wide 每家单位一行，summary 每个项目一行，reasons 每家单位不符合或信息不足的每个项目一行，写明原因；portfolio 每家单位一行，写明可申请的项目、最高金额和截止日期",
        "matches: one row per applicant and program; wide: one row per applicant; summary: one row per program; reasons: one row per applicant and program it is not eligible for or that is undetermined, with the reason; portfolio: one row per applicant with the programs it can apply for, their maximum and deadline",
    ),
    "--by": (
        "与 --table 同用：按这一列（如所属区）分组，列出各组受益、受损情况",
        "with --table: show who gains and loses by the values of this column, such as District",
    ),
    "--weight": (
        "与 --table 同用：每家单位按这一列的数字加权",
        "with --table: each applicant counts as often as the number in this column",
    ),
    "--reports": (
        "为每家单位写一份网页报告，并写目录页，都放在这个文件夹；中断后再次运行会接着写",
        "write a web page for each applicant and an index page into this folder; after an interruption, run it again to go on",
    ),
    "--near": (
        "用于 --layout reasons：只列出仅差一项数字、且差距不超过要求的这一比例的，如 10%",
        "with --layout reasons: only applicants that miss a single figure by no more than this share of what is required, such as 10%",
    ),
    "--reasons": (
        "用于 --layout summary：列出每项条件单独排除了多少单位，以及差距的中位数",
        "with --layout summary: show how many applicants each condition alone rules out, and the median gap",
    ),
    "--id": ("申报单位编号所在的列，在结果中排在最前", "column with the applicants' ids; comes first in the results"),
    "--map": (
        "指明某列是哪个信息项（标识或名称），可重复",
        "treat a column as this question (id or label); repeatable",
    ),
    "--unit": (
        "指明某列数字的单位，如 营业收入=万元；以此为准，可重复",
        "unit of a column's numbers, such as Revenue=万元; overrides the table; repeatable",
    ),
    "--sheet": (
        "读取哪个工作表，写名称或序号（默认：表头含有信息项的那个）",
        "worksheet to read, by name or number (default: the one whose header names questions)",
    ),
    "--value": (
        '把某种内容当作某个值，如 "企业规模: 有限公司=企业"；不写列名则适用于各列；可重复',
        'read a cell text as this value, such as "Size: Ltd=Enterprise"; without a column, in all columns; repeatable',
    ),
    "--values": (
        "从文件读取 --value 的对应关系：CSV、xlsx 或 YAML，含 column、from、to 三列",
        "read such replacements from a file: CSV, xlsx or YAML with column, from and to",
    ),
    "--bad-cells": (
        "单元格无法识别时：reject 该行不筛查（默认），open 该格按“不知道”处理",
        "if a cell cannot be read: reject skips its row (default), open treats the cell as unknown",
    ),
    "--rejects": (
        "把未筛查的行及原因写入这个 CSV 文件（默认：结果文件名加 .rejects.csv）",
        "write rejected rows, with reasons, to this CSV file (default: the output name with .rejects.csv)",
    ),
    "--encoding": (
        "CSV 的编码（默认：自动识别 UTF-8 和 GB18030）",
        "CSV encoding (default: detects UTF-8 and GB18030)",
    ),
    "--jobs": ("同时使用几个进程", "number of parallel processes"),
    "--words": (
        "结果供人阅读：列名、结论使用界面语言，并列出部门、状态、依据（CSV 和 xlsx）",
        "write results for readers: headings and verdicts in words, with agency, status and source (CSV and xlsx)",
    ),
    "--keep-going": ("有未筛查的行时，退出码仍为 0", "exit 0 even if some rows are rejected"),
    "--check": (
        "只检查表格，不筛查：各列怎样识别，哪些行不能筛查",
        "only check the table: how columns are read, which rows would be rejected",
    ),
    "screen--format": (
        "html：把 summary 写成带条形图的网页",
        "html: the summary as a page with a chart",
    ),
    "--coverage": (
        "说明用例覆盖了哪些条件、界限、版本，并写出最有用的缺失用例",
        "report which conditions, thresholds and editions the cases cover, and draft the most useful missing case",
    ),
    "--suggest": ("写出几个缺失的用例（默认 1 个）", "number of missing cases to draft (default: 1)"),
    "--fail-under": (
        "覆盖率低于这个百分数时，退出码为 3",
        "exit 3 if coverage is below PERCENT",
    ),
    "--cases": (
        "用例文件（默认：政策文件旁的 cases.yaml）",
        "case file (default: cases.yaml next to the policy file)",
    ),
    "--sources": (
        "存放来源文本的文件夹，文件名为 来源标识.txt",
        "folder with the source texts, named ID.txt",
    ),
    "--ignore": ("不报告这个代码的问题，可重复", "ignore this code; repeatable"),
    "--strict": ("有警告时，退出码也为 3", "exit 3 on warnings too"),
    "--template": ("生成空白答案：yaml、csv 或 xlsx", "create an empty answers file or table: yaml, csv or xlsx"),
}
