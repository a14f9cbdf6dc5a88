// Nothing typed is lost: a draft is kept every few seconds for this person alone, and leaving with unsaved words asks first.
const EVERY = 5000
const LONGEST_WAIT = 5000
const NEVER_KEPT = new Set(['csrfmiddlewaretoken', 'token', 'owner', 'next'])

export function keepDrafts(page) {
  for (const place of page.querySelectorAll('form[data-draft], textarea[data-draft]')) new Draft(place)
  for (const form of page.querySelectorAll('form[method=post]:not([data-draft])')) {
    if (form.querySelector('textarea:not([data-draft])')) askBeforeLeaving(form)
  }
}

class Draft {
  constructor(place) {
    this.place = place
    this.form = place.closest('form')
    this.said = this.findStatus()
    this.unsaved = false
    this.timer = null
    this.saving = null
    this.last = 0
    place.addEventListener('input', () => this.changed())
    place.addEventListener('change', () => this.changed())
    this.form?.addEventListener('submit', (event) => this.submitted(event))
    document.addEventListener('visibilitychange', () => { if (document.hidden && this.unsaved) this.save() })
    window.addEventListener('beforeunload', (event) => { if (this.unsaved) event.preventDefault() })
  }

  changed() {
    this.unsaved = true
    if (!this.timer) this.timer = setTimeout(() => this.save(), Math.max(1000, this.last + EVERY - Date.now()))
  }

  save() {
    clearTimeout(this.timer)
    this.timer = null
    this.last = Date.now()
    this.unsaved = false
    const saving = this.send().then((answer) => this.tell(answer), () => this.tell({ saved: false }))
    this.saving = saving
    saving.finally(() => { if (this.saving === saving) this.saving = null })
    return saving
  }

  async send() {
    const answer = await fetch(this.place.dataset.draftUrl || '/drafts/', {
      method: 'POST',
      keepalive: true,
      headers: { 'Content-Type': 'application/json', 'X-CSRFToken': this.csrf() },
      body: JSON.stringify({ form: this.place.dataset.draft, content: contentOf(this.place) })
    })
    return answer.json()
  }

  // The words change once a minute at most, so that a screen reader does not speak while somebody types.
  tell(answer) {
    if (!answer.saved) this.unsaved = true
    const words = answer.saved
      ? `Saved ${answer.at}. Only you can see this draft.`
      : 'This draft could not be saved. Copy your words somewhere safe before you leave this page.'
    this.said.classList.toggle('cr-saved--failed', !answer.saved)
    if (this.said.textContent !== words) this.said.textContent = words
  }

  // A draft on its way must not arrive after the act that ends it: wait for it, though not for ever, then send the form
  // as it was sent. Not before this event is over: a browser ignores requestSubmit while it still fires the first submit.
  submitted(event) {
    this.unsaved = false
    clearTimeout(this.timer)
    if (!this.saving) return
    const { submitter } = event
    const waiting = Promise.race([this.saving, new Promise((done) => setTimeout(done, LONGEST_WAIT))])
    this.saving = null
    event.preventDefault()
    waiting.finally(() => setTimeout(() => { this.unsaved = false; this.form.requestSubmit(submitter) }))
  }

  csrf() {
    return (this.form || document).querySelector('[name=csrfmiddlewaretoken]').value
  }

  findStatus() {
    const there = this.form?.querySelector('[data-draft-status]')
    if (there) return there
    const made = document.createElement('p')
    made.className = 'cr-saved'
    made.setAttribute('role', 'status')
    if (this.place === this.form) this.form.append(made)
    else this.place.after(made)
    return made
  }
}

// What a form holds, by question. A day in three boxes is one answer; files, passwords and the page's own marks are left out.
export function contentOf(place) {
  if (place instanceof HTMLTextAreaElement) return { [place.name]: place.value }
  const content = {}
  for (const field of place.querySelectorAll('[name]')) {
    if (NEVER_KEPT.has(field.name) || ['file', 'password', 'submit', 'button'].includes(field.type)) continue
    if (['radio', 'checkbox'].includes(field.type) && !field.checked) continue
    const [, question] = field.name.match(/^(.+)_(?:day|month|year)$/) || []
    if (question && field.closest('.govuk-date-input')) content[question] = dayIn(field.closest('.govuk-date-input'))
    else if (!(field.name in content)) content[field.name] = field.value
    else content[field.name] = [content[field.name]].flat().concat(field.value)
  }
  return content
}

function dayIn(boxes) {
  const [day, month, year] = [...boxes.querySelectorAll('input')].map((box) => box.value.trim())
  if (!day && !month && !year) return ''
  const whole = /^\d{1,2}$/.test(day) && /^\d{1,2}$/.test(month) && /^\d{4}$/.test(year)
  return whole ? `${year}-${month.padStart(2, '0')}-${day.padStart(2, '0')}` : `${day} ${month} ${year}`.trim()
}

function askBeforeLeaving(form) {
  let unsaved = false
  form.addEventListener('input', () => { unsaved = true })
  form.addEventListener('submit', () => { unsaved = false })
  window.addEventListener('beforeunload', (event) => { if (unsaved) event.preventDefault() })
}
