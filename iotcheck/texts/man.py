"""What the manual page says besides the help."""

SENTENCES: dict[str, tuple[str, str]] = {
    "name": ("名称", "NAME"),
    "synopsis": ("用法", "SYNOPSIS"),
    "synopsis-arguments": ("命令 [选项]", "COMMAND [OPTIONS]"),
    "description": ("说明", "DESCRIPTION"),
    "commands": ("命令", "COMMANDS"),
    "exit-status": ("退出码", "EXIT STATUS"),
    "environment": ("环境变量", "ENVIRONMENT"),
    "exit-0": ("已得出结果", "The question was answered."),
    "exit-1": ("程序内部出错", "Internal error."),
    "exit-2": ("命令用法有误", "Wrong usage."),
    "exit-3": ("政策文件、答案或表格有误", "The policy file, the answers or a table are wrong."),
    "exit-4": ("文件无法读写", "A file cannot be read or written."),
    "exit-10": ("assess --exit-code：没有可申请的项目", "assess --exit-code: no program applies."),
    "exit-11": (
        "assess --exit-code：目前没有可申请的项目，有些还不确定",
        "assess --exit-code: no program applies yet; some are undetermined.",
    ),
    "exit-130": ("被 Ctrl-C 中断", "Interrupted by Ctrl-C."),
    "IOTCHECK_LANG": ("界面语言：zh 或 en", "Interface language: zh or en."),
    "IOTCHECK_PAGER": ("用来分页显示的程序，优先于 PAGER", "The pager, before PAGER."),
    "COLUMNS": ("输出宽度", "Width of the output."),
    "NO_COLOR": ("设置后不用颜色", "No colour where it is set."),
}
