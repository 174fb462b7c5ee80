// Shows how far the file is on its way and takes one that is dropped. Without it the form works as any form does.
const form = document.querySelector("form[data-upload]");
const input = form?.querySelector("input[type=file]");
const bar = form?.querySelector("progress");
const said = form?.querySelector("[data-said]");
const percent = (event) => Math.round((100 * event.loaded) / event.total);

if (form && input && bar && said) {
  form.addEventListener("dragover", (event) => {
    event.preventDefault();
    form.classList.add("over");
  });
  form.addEventListener("dragleave", () => form.classList.remove("over"));
  form.addEventListener("drop", (event) => {
    event.preventDefault();
    form.classList.remove("over");
    if (event.dataTransfer.files.length !== 1) {
      said.textContent = "Drop one file: a ZIP or a workbook.";
      return;
    }
    input.files = event.dataTransfer.files;
    said.textContent = `${input.files[0].name} is chosen.`;
  });
  form.addEventListener("submit", (event) => {
    if (!input.files.length) return;
    event.preventDefault();
    const request = new XMLHttpRequest();
    request.upload.onprogress = (sent) => {
      bar.hidden = false;
      bar.value = percent(sent);
      // Read out at each quarter only: more would drown everything else.
      const quarter = 25 * Math.floor(percent(sent) / 25);
      const text = sent.loaded === sent.total ? "Sent. It is being checked." : quarter > 0 ? `${quarter}% sent` : "Sending";
      if (said.textContent !== text) said.textContent = text;
    };
    request.onload = () => {
      if (request.status < 400) location.assign(request.responseURL);
      else form.submit();
    };
    request.onerror = () => {
      bar.hidden = true;
      said.textContent = "The connection broke. Nothing is half stored: send it again.";
    };
    request.open("POST", form.action);
    request.send(new FormData(form));
  });
}
