// What the pages gain where JavaScript runs. Every page works without it.
import { initAll } from '../vendor/govuk-frontend.js'
import { keepDrafts } from './drafts.js'
import { answerLive } from './live.js'
import { showWhenAsked } from './shown.js'

document.body.classList.add('js-enabled', 'govuk-frontend-supported')
showWhenAsked(document)
initAll()
keepDrafts(document)
answerLive(document)
