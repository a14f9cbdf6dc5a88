// The chronology's zoom without a jump: the links work alone; with this the picture grows or moves into its new place.
const STILL = window.matchMedia('(prefers-reduced-motion: reduce)')
const FAST = 260
let asked = 0

function span(picture) {
  const first = Date.parse(picture.dataset.first)
  return [first, Math.max(Date.parse(picture.dataset.last) - first, 1) + 864e5]
}

// Where the new stretch lay in the old picture: from there it grows to its full width.
function grow(old, picture) {
  if (STILL.matches || !old || !picture || !picture.animate) return
  const [was, long] = span(old)
  const [is, wide] = span(picture)
  const scale = Math.min(Math.max(wide / long, 0.05), 20)
  const shift = Math.min(Math.max(((is - was) / long) * 100, -100), 100)
  picture.animate(
    [{ transformOrigin: '0 0', transform: `translateX(${shift}%) scaleX(${scale})`, opacity: 0.3 }, { transformOrigin: '0 0', transform: 'none', opacity: 1 }],
    { duration: FAST, easing: 'ease-out' },
  )
}

async function turn(address, focus) {
  const mine = ++asked
  const answer = await fetch(address, { credentials: 'same-origin' })
  if (!answer.ok || answer.redirected) return window.location.assign(address)
  const page = new DOMParser().parseFromString(await answer.text(), 'text/html')
  const fresh = page.querySelector('[data-zoom-page]')
  const here = document.querySelector('[data-zoom-page]')
  if (mine !== asked || !fresh || !here) return
  const old = here.querySelector('svg.cr-only-wide')
  here.replaceWith(fresh)
  grow(old, fresh.querySelector('svg.cr-only-wide'))
  const link = [...fresh.querySelectorAll('[data-zoom]')].find((one) => one.textContent === focus)
  if (link) link.focus({ preventScroll: true })
  // The way back has each place once, however often somebody clicked.
  if (address !== window.location.href) window.history.pushState({}, '', address)
}

document.addEventListener('click', (event) => {
  const link = event.target.closest && event.target.closest('a[data-zoom]')
  if (!link || event.button || event.metaKey || event.ctrlKey || event.shiftKey || event.altKey) return
  event.preventDefault()
  const address = link.href
  turn(address, link.textContent).catch(() => window.location.assign(address))
})
window.addEventListener('popstate', () => window.location.reload())
