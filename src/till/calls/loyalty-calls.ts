import type { TillContext } from '../core/till-context.ts'
import { rewardFor, setLoyaltyRules } from '../loyalty/spend-points.ts'
import type { CallsNamed } from './call-names.ts'
import { changeTicket } from './sale-calls.ts'

/** Answers the calls about points: what the shop gives for them, and what a customer spends. */
export function loyaltyCalls(context: TillContext): CallsNamed<'loyalty'> {
  const { queue } = context
  return {
    'loyalty.setRules': ({ rules }) => queue.run(() => setLoyaltyRules(context, rules)),
    'loyalty.spend': ({ rewards }) =>
      queue.run(async () => {
        const reward = await rewardFor(context, rewards)
        return reward.ok ? changeTicket(context, { kind: 'discount-ticket', discount: reward.value }) : reward
      }),
  }
}
