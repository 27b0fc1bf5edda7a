// The sign-in pages: show a typed password, and talk to passkeys. Without this file passwords and codes still work.

for (const button of document.querySelectorAll("[data-reveal]")) {
  const field = document.getElementById(button.dataset.reveal);
  const words = { password: button.textContent, text: button.dataset.hide };
  button.hidden = false;
  button.addEventListener("click", () => {
    field.type = field.type === "password" ? "text" : "password";
    button.textContent = words[field.type];
  });
}

async function options(form, kind) {
  if (kind !== "login") return JSON.parse(document.getElementById("passkey-options").textContent);
  const answer = await fetch(form.action, { headers: { Accept: "application/json" } });
  if (!answer.ok) throw new Error(`no options: ${answer.status}`);
  return answer.json();
}

async function create(form, asked) {
  const box = form.elements.passwordless;
  const wanted = asked.creation_options.publicKey.authenticatorSelection;
  if (box) {
    wanted.residentKey = box.checked ? "required" : "discouraged";
    wanted.requireResidentKey = box.checked;
    if (box.checked) wanted.userVerification = "required";
  }
  return window.webauthnJSON.create(asked.creation_options);
}

async function credential(form, kind) {
  const asked = await options(form, kind);
  return kind === "add" ? create(form, asked) : window.webauthnJSON.get(asked.request_options);
}

if (window.PublicKeyCredential && window.webauthnJSON) {
  for (const form of document.querySelectorAll("[data-passkey]")) {
    form.hidden = false;
    form.addEventListener("submit", async (event) => {
      event.preventDefault();
      const complaint = form.querySelector("[data-passkey-error]");
      complaint.hidden = true;
      try {
        form.elements.credential.value = JSON.stringify(await credential(form, form.dataset.passkey));
        form.submit();
      } catch {
        complaint.hidden = false;
      }
    });
  }
}
