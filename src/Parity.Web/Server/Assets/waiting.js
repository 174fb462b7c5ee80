// Opens the page that was asked for as soon as the server says it is ready. Without it, the link does the same by hand.
const ask = async () => {
  const answer = await fetch("/health/ready", { cache: "no-store" }).catch(() => null);
  if (answer && answer.ok) location.reload();
  else setTimeout(ask, 1000);
};
setTimeout(ask, 1000);
