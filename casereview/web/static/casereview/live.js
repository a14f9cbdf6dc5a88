// An answer that follows what is typed. A form says where to ask (data-live) and which element is the answer
// (data-live-panel, an id). What is typed goes by POST, never in an address; the same button does it without JavaScript.
const AFTER = 600

export function answerLive(page) {
  for (const form of page.querySelectorAll('form[data-live]')) follow(form)
}

function follow(form) {
  let timer = null
  let asking = null
  const ask = async () => {
    asking?.abort()
    asking = new AbortController()
    const typed = new FormData(form)
    for (const [name, value] of [...typed]) if (value instanceof File) typed.delete(name)
    try {
      const answer = await fetch(form.dataset.live, { method: 'POST', body: typed, signal: asking.signal, headers: { 'X-Live': '1' } })
      if (answer.ok) show(form.dataset.livePanel, await answer.text())
    } catch (failed) {
      if (failed.name !== 'AbortError') mark(form.dataset.livePanel)
    }
  }
  form.addEventListener('input', () => { clearTimeout(timer); timer = setTimeout(ask, AFTER) })
}

function show(id, html) {
  const now = document.getElementById(id)
  const next = new DOMParser().parseFromString(html, 'text/html').getElementById(id)
  if (!now || !next || now.innerHTML === next.innerHTML) return
  say(id, next.querySelector('[data-live-word]')?.textContent.trim())
  now.replaceChildren(...next.childNodes)
  now.removeAttribute('data-live-old')
}

// Whoever hears the page is told the answer in one sentence, and only where it is another than before.
function say(id, words) {
  const status = document.querySelector(`[data-live-status="${id}"]`)
  if (status && words && status.textContent !== words) status.textContent = words
}

function mark(id) {
  document.getElementById(id)?.setAttribute('data-live-old', 'true')
}
