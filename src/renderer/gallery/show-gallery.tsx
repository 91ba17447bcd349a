import '../styles/fonts.css'
import '../styles/tokens.css'
import '../styles/base.css'
import { createRoot } from 'react-dom/client'
import { DENSITIES } from '#contract/views/workstation-view.ts'
import { listenToKeyboard } from '../input/keyboard.ts'
import { listenToPresses } from '../input/presses.ts'
import { startWords } from '../words/words.ts'
import { Gallery, THEMES } from './Gallery.tsx'

/** `gallery.html?theme=dark&density=large`: how it is to look; anything else is the first of its kind. */
const asked = new URLSearchParams(location.search)
const one = <Value extends string>(name: string, values: readonly Value[]): Value =>
  values.find((value) => value === asked.get(name)) ?? (values[0] as Value)

const root = document.getElementById('screen')
if (root === null) throw new Error('gallery.html has no #screen')
document.documentElement.dataset.theme = one('theme', THEMES)
document.documentElement.dataset.density = one('density', DENSITIES)
listenToKeyboard()
listenToPresses()
await startWords('en')
createRoot(root).render(<Gallery />)
