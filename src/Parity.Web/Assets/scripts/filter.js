// Shows the filter of an A to Z list and hides the rows and letters that do not match. Without it the whole list is there.
for (const filter of document.querySelectorAll("[data-filter]")) {
  const list = document.getElementById(filter.dataset.filter);
  const input = filter.querySelector("input");
  const said = filter.querySelector("[role=status]");
  const rows = [...list.querySelectorAll("[data-name]")];
  filter.hidden = false;
  input.addEventListener("input", () => {
    const words = input.value.toLowerCase().split(/\s+/).filter(Boolean);
    let shown = 0;
    for (const row of rows) {
      row.hidden = !words.every((word) => row.dataset.name.includes(word));
      if (!row.hidden) shown++;
    }
    for (const letter of list.children) letter.hidden = !letter.querySelector("[data-name]:not([hidden])");
    said.textContent = words.length === 0 ? "" : `${shown} of ${rows.length} shown`;
  });
}
