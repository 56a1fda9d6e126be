// Keys for staff: j k r e ?. The pages work without this file, and so does every
// link and button; the keys can be switched off for good in the dialog.
(() => {
  const page = document.documentElement;
  const dialog = document.getElementById("keys");
  const one = (selector) => document.querySelector(selector);
  const isOff = () => localStorage.getItem("keys") === "off";
  const isTyping = (at) =>
    at.isContentEditable || /^(INPUT|TEXTAREA|SELECT)$/.test(at.tagName);

  function step(by) {
    const rows = [...document.querySelectorAll("a.due")];
    const here = rows.findIndex((row) => row === document.activeElement);
    const from = here < 0 ? rows.findIndex((row) => row.ariaCurrent) : here;
    rows[Math.min(Math.max(from + by, 0), rows.length - 1)]?.focus();
  }

  const does = {
    j: () => step(1),
    k: () => step(-1),
    r: () => one("[data-key=answer]")?.focus(),
    e: () => one("[data-key=acknowledge]")?.click(),
    "?": () => dialog?.showModal(),
  };

  function show() {
    page.classList.toggle("keys", !isOff());
    const choice = one("#keys-off");
    if (choice) choice.checked = isOff();
  }

  document.addEventListener("keydown", (event) => {
    if (event.ctrlKey || event.metaKey || event.altKey || dialog?.open) return;
    if (isTyping(event.target)) {
      if (event.key === "Escape") event.target.blur();
      return;
    }
    if (!does[event.key] || isOff()) return;
    event.preventDefault();
    does[event.key]();
  });

  one("#keys-off")?.addEventListener("change", (event) => {
    localStorage.setItem("keys", event.target.checked ? "off" : "on");
    show();
  });
  one("#keys-show")?.addEventListener("click", does["?"]);
  show();
})();
