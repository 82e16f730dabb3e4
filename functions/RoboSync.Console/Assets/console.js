// Every page works without this file.
(() => {
  // A form that is sent twice by a double click is sent once.
  document.addEventListener('submit', (event) => {
    const form = event.target;
    if (form.dataset.sent) {
      event.preventDefault();
      return;
    }
    form.dataset.sent = 'true';
    form.querySelectorAll('button[type=submit]').forEach((button) => button.setAttribute('aria-busy', 'true'));
  });

  // Who comes back by the browser's back button may send it again.
  window.addEventListener('pageshow', () => {
    document.querySelectorAll('form[data-sent]').forEach((form) => {
      delete form.dataset.sent;
      form.querySelectorAll('button[aria-busy]').forEach((button) => button.removeAttribute('aria-busy'));
    });
  });

  // What is wrong is read first.
  document.querySelector('form > .banner.error')?.focus();
})();
