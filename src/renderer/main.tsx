import './state/zod-without-eval.ts'
import './styles/fonts.css'
import './styles/tokens.css'
import './styles/base.css'
import { createRoot } from 'react-dom/client'
import { App } from './app/App.tsx'
import { listenToKeyboard } from './input/keyboard.ts'
import { listenToPastes } from './input/pasted-text.ts'
import { listenToPresses } from './input/presses.ts'
import { followSounds } from './sounds/follow-sounds.ts'
import { letHear } from './sounds/loudspeaker.ts'
import { connectTill } from './state/connect-till.ts'
import { useScreenStore } from './state/screen-store.ts'
import { useTillStore } from './state/till-store.ts'
import { followShopTime } from './words/shop-time.ts'
import { startWords } from './words/words.ts'

const root = document.getElementById('screen')
if (root === null) throw new Error('index.html has no #screen')

// Before anything is drawn: a clock in the wrong zone would show for a moment.
useTillStore.subscribe(({ slices }) => slices && followShopTime(slices.till.timeZone))
connectTill(window.till, useTillStore)
listenToKeyboard()
listenToPresses()
listenToPastes()
followSounds(useTillStore, useScreenStore, letHear)
await startWords('fr')
createRoot(root).render(<App />)
