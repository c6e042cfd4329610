"""What one may do with a result that is on the screen."""

SENTENCES: dict[str, tuple[str, str]] = {
    "choices": (
        "c 修改答案|e 某个项目的理由|n 详细说明|s 保存答案|h 存为网页|回车 退出",
        "c change an answer|e explain a program|n details|s save answers|h save as web page|Enter quit",
    ),
    "which": (
        "要看哪个项目？输入序号 1–{most} 或名称的一部分，直接回车返回",
        "Which program? Type 1–{most} or part of its title, or press Enter to go back",
    ),
    "unlisted": (
        "另有 {n} 个没有列出，可按名称查找。",
        "{n} more are not listed; find them by title.",
    ),
    "several": ("有 {n} 个项目的名称含有“{text}”：", "{n} titles contain “{text}”:"),
    "no-program": ("没有名称含有“{text}”的项目。", "No title contains “{text}”."),
    "page": (
        "网页存到哪个文件？输入文件名（如 result.html），直接回车则不保存",
        "Save the web page to which file? Type a name (such as result.html), or press Enter not to save",
    ),
    "written": ("网页已存入 {file}。", "The web page is saved in {file}."),
    "pager": ("空格翻页，q 返回", "Space for more, q to go back"),
}
