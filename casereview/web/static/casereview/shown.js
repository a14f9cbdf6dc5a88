// A question that belongs to one answer of another: data-shown-when="outcome=no-review other". It is only hidden here,
// so without JavaScript it is asked of everybody, and its hint says when to answer it.
export function showWhenAsked(page) {
  for (const group of page.querySelectorAll('[data-shown-when]')) {
    const [name, answers] = group.dataset.shownWhen.split('=')
    const wanted = new Set(answers.split(' '))
    const form = group.closest('form')
    const look = () => {
      const chosen = [...form.elements].filter((one) => one.name === name && (one.checked || one.tagName === 'SELECT'))
      const said = group.querySelector('.govuk-error-message') || [...group.querySelectorAll('textarea, input[type=text]')].some((one) => one.value)
      group.hidden = !said && !chosen.some((one) => wanted.has(one.value))
    }
    form.addEventListener('change', look)
    window.addEventListener('pageshow', look)
    look()
  }
}
