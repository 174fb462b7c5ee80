// Looks again every two seconds while work goes on, and shows what changed without moving the reader. Without it a link does.
const waiting = document.querySelector("[data-waiting]");
const look = async () => {
  const answer = await fetch(location.href, { cache: "no-store" }).catch(() => null);
  if (answer?.ok) {
    const next = new DOMParser().parseFromString(await answer.text(), "text/html").querySelector("[data-waiting]");
    if (!next) return location.reload();
    if (next.textContent !== waiting.textContent) waiting.textContent = next.textContent;
  }
  setTimeout(look, 2000);
};
if (waiting) setTimeout(look, 2000);
