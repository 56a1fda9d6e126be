// Passkeys: the browser asks for the finger, the face or the key, and the form carries
// the answer. Everything else works without this file.
(() => {
  const form = document.querySelector("form[data-passkey]");
  if (!form || !window.PublicKeyCredential) return;
  const wrong = form.querySelector(".wrong[hidden]");
  const said = document.getElementById("passkey-options").textContent;

  function bytes(text) {
    const plain = atob(text.replace(/-/g, "+").replace(/_/g, "/"));
    return Uint8Array.from(plain, (letter) => letter.charCodeAt(0)).buffer;
  }

  function text(buffer) {
    if (!buffer) return undefined;
    const plain = String.fromCharCode(...new Uint8Array(buffer));
    return btoa(plain).replace(/\+/g, "-").replace(/\//g, "_").replace(/=+$/, "");
  }

  function read() {
    const options = JSON.parse(said).publicKey;
    options.challenge = bytes(options.challenge);
    if (options.user) options.user.id = bytes(options.user.id);
    for (const list of ["excludeCredentials", "allowCredentials"]) {
      for (const each of options[list] ?? []) each.id = bytes(each.id);
    }
    return { publicKey: options };
  }

  function written(credential) {
    const answer = credential.response;
    const response = { clientDataJSON: text(answer.clientDataJSON) };
    for (const part of ["attestationObject", "authenticatorData", "signature", "userHandle"]) {
      if (answer[part]) response[part] = text(answer[part]);
    }
    if (answer.getTransports) response.transports = answer.getTransports();
    return {
      id: credential.id,
      rawId: text(credential.rawId),
      type: credential.type,
      response,
      clientExtensionResults: credential.getClientExtensionResults(),
    };
  }

  form.hidden = false;
  form.addEventListener("submit", async (event) => {
    if (form.elements.credential.value) return;
    event.preventDefault();
    try {
      const ask = form.dataset.passkey === "create" ? "create" : "get";
      const credential = await navigator.credentials[ask](read());
      form.elements.credential.value = JSON.stringify(written(credential));
      form.submit();
    } catch {
      wrong.hidden = false;
    }
  });
})();
