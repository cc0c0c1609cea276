"""Weeks of lists with pairs of records that a person decides on."""

from __future__ import annotations

import dophu

OTHERS = "\n".join(
    f"{i},Mẫu Thị {name},0{i}/03/2014,00031400000{i},TDP M1,chưa,"
    for i, name in enumerate(("Hoa", "Lan", "Mai", "Cúc"), start=2)
)


def week(folder, day):
    return dophu.load(folder.path, day)


def people(folder, day):
    return week(folder, day).persons.to_native().df()


def pairs(folder, day):
    return week(folder, day).doubts_table("en")


def decide(folder, pair, decision):
    line = f"same_child,,{pair['first']} {pair['second']},{decision},hỏi trưởng thôn\n"
    folder.write("decisions.csv", "kind,file,value,decision,note\n" + line)
