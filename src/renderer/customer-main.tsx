import './state/zod-without-eval.ts'
import './styles/fonts.css'
import './styles/tokens.css'
import './styles/base.css'
import { createRoot } from 'react-dom/client'
import { LOCALES } from '#contract/locale.ts'
import { CustomerScreen } from './customer/CustomerScreen.tsx'
import { startWords } from './words/words.ts'

const root = document.getElementById('screen')
if (root === null) throw new Error('customer.html has no #screen')

// Before the till said in which language the shop speaks: that of the machine.
const locale = LOCALES.find((each) => navigator.language.startsWith(each)) ?? 'fr'
document.documentElement.lang = locale
await startWords(locale)
createRoot(root).render(<CustomerScreen />)
