import type { Page } from 'playwright'
import french from '#renderer/locales/fr.json' with { type: 'json' }

const KEYS = new Set(Object.keys(french))
/** What a value that nobody filled in looks like, and a place for a figure that was left empty. */
const UNFILLED = /\bNaN\b|\bundefined\b|\[object |\{\{|\bInvalid Date\b/

/**
 * What nobody should read on a screen: a value that is none, the key of a text in place of the text, control bytes; and a page
 * that must be pushed sideways. @returns each once; nothing when all is well.
 */
export async function wrongWords(page: Page): Promise<string[]> {
  const { text, over }: { text: string; over: number } = await page.evaluate(
    '({ text: document.body.innerText, over: document.documentElement.scrollWidth - innerWidth })',
  )
  const wrong = text.split('\n').filter((row) => UNFILLED.test(row) || KEYS.has(row.trim()) || holdsControl(row))
  if (over > 0) wrong.push(`the page is ${over} px too wide`)
  return [...new Set(wrong)]
}

const holdsControl = (row: string) => [...row].some((sign) => sign < ' ' && sign !== '\t' && sign !== '\r')
