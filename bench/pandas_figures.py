"""The core figures of a return in pandas, written the way an analyst who knows pandas well would: only the columns that are
needed, given types, categories for coded columns, no loop over rows. Reads a folder with return.csv, grades.csv and
employees.csv; writes indicator, scope, classification, group, value as CSV.
"""
import sys
import numpy as np
import pandas as pd

BROAD = {"W": "W", "M": "M", "A": "A", "B": "B", "O": "O", "X": "X"}


def main(folder, out):
    grades = pd.read_csv(f"{folder}/grades.csv", dtype=str).set_index("grade")
    staff = pd.read_csv(
        f"{folder}/employees.csv",
        usecols=["grade", "ethnicity", "hourly_pay", "full_pay", "sickness_days", "working_days", "development_training"],
        dtype={
            "grade": "category", "ethnicity": "category", "full_pay": "category", "development_training": "category",
            "hourly_pay": "float64", "sickness_days": "float64", "working_days": "float64",
        },
    )
    staff["band"] = map_categories(staff["grade"], grades["band"].to_dict())
    broad = {code: BROAD[code[0]] for code in staff["ethnicity"].cat.categories}
    staff["broad"] = map_categories(staff["ethnicity"], broad)
    staff["white/other"] = map_categories(staff["ethnicity"], {c: b if b in "WX" else "other" for c, b in broad.items()})

    rows = []
    for name in ("white/other", "broad"):
        figures(staff, name, rows)
    pd.DataFrame(rows, columns=["indicator", "scope", "classification", "group", "value"]).to_csv(out, index=False)


def map_categories(column, mapping):
    """A coded column's categories under other names; several may become one."""
    names = [mapping[c] for c in column.cat.categories]
    targets = list(dict.fromkeys(names))
    lookup = np.array([targets.index(n) for n in names] + [-1], dtype=np.int8)
    return pd.Series(pd.Categorical.from_codes(lookup[column.cat.codes.to_numpy()], targets), index=column.index)


def figures(staff, name, rows):
    def add(indicator, scope, values):
        rows.extend((indicator, scope, name, group, value) for group, value in values.items())

    by_band = pd.crosstab(staff["band"], staff[name])
    people = by_band.sum()
    add("headcount", "", people)
    add("representation", "", people / people.sum())
    for band, counts in by_band.iterrows():
        add("band-representation", f"band={band}", counts / counts.sum())

    paid = staff[(staff["full_pay"] != "N") & staff["hourly_pay"].notna()]
    pay = paid.groupby(name, observed=True)["hourly_pay"]
    mean, median = pay.mean(), pay.median()
    add("pay-gap-mean", "", (100 * (1 - mean / mean["W"])).drop("W"))
    add("pay-gap-median", "", (100 * (1 - median / median["W"])).drop("W"))
    quarters(paid, name, add)

    answered = staff[staff["development_training"].notna()]
    trained = pd.crosstab(answered[name], answered["development_training"])
    rate = trained["Y"] / trained.sum(axis=1)
    add("training-likelihood", "", (rate["W"] / rate).drop("W"))

    days = staff[staff["sickness_days"].notna() & staff["working_days"].notna()].groupby(name, observed=True)[["sickness_days", "working_days"]].sum()
    lost = days["sickness_days"] / days["working_days"]
    add("sickness-ratio", "", (lost / lost["W"]).drop("W"))


def quarters(paid, name, add):
    """Shares of each pay quarter; the people of a tied rate are split over a boundary in exact proportion."""
    table = pd.crosstab(paid["hourly_pay"], paid[name])
    sizes = table.sum(axis=1).to_numpy(dtype=float)
    ends = np.cumsum(sizes)
    starts = ends - sizes
    quarter, left = divmod(int(ends[-1]), 4)
    lengths = [quarter + (left >= 1), quarter + (left == 3), quarter + (left >= 2), quarter]
    edge = 0
    for number, length in enumerate(lengths, start=1):
        inside = np.clip(np.minimum(ends, edge + length) - np.maximum(starts, edge), 0, None) / sizes
        add("pay-quarter", f"quarter={number}", (table.mul(inside, axis=0).sum() / length))
        edge += length


if __name__ == "__main__":
    main(sys.argv[1], sys.argv[2])
