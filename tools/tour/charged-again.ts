import type { Scene } from './scene.ts'
import { screenWords } from './screen-words.ts'

/**
 * A handful of cards pays all day, often the same amount: each time the till asks whether such a card is to be charged
 * again, the cashier says yes. @returns a function that ends it.
 */
export function answerRepeats({ stage, cashier, say }: Scene): () => void {
  let hasPicture = false
  const answer = async () => {
    const { till } = await stage.look()
    await cashier.sees(screenWords(till.locale)('repeat.step'))
    if (!hasPicture) await cashier.picture('same-card-same-amount')
    hasPicture = true
    await cashier.press('R')
    say('asked: the same card had just paid the same amount; charged again')
  }
  return stage.till.subscribe(({ slice, value }) => {
    // A question that is gone meanwhile is missed by the scene that waits for its end.
    if (slice === 'payment' && value?.prompt === 'confirm-repeat') void answer().catch(() => {})
  })
}
