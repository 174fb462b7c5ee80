// Passkeys need a script: the page asks the browser, the browser asks the device. Everything else works without.
for (const form of document.querySelectorAll("form[data-passkey]")) {
  if (!window.PublicKeyCredential || !PublicKeyCredential.parseRequestOptionsFromJSON) continue;
  form.hidden = false;
  const says = form.querySelector("[role=status]");
  form.addEventListener("submit", async (event) => {
    const answer = form.elements.namedItem("answer");
    if (answer.value) return;
    event.preventDefault();
    says.textContent = "";
    try {
      const asked = await fetch(form.dataset.passkey, { method: "POST", body: new URLSearchParams(new FormData(form)) });
      if (asked.redirected) {
        location.assign(asked.url);
        return;
      }
      if (!asked.ok) throw new Error();
      const options = await asked.json();
      const credential = form.dataset.makes
        ? await navigator.credentials.create({ publicKey: PublicKeyCredential.parseCreationOptionsFromJSON(options) })
        : await navigator.credentials.get({ publicKey: PublicKeyCredential.parseRequestOptionsFromJSON(options) });
      answer.value = JSON.stringify(credential);
      form.submit();
    } catch {
      says.textContent = "Nothing came of it. Try again, or use the other way.";
    }
  });
}
