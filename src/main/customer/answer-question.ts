import { z } from 'zod'
import type { Caller } from '#contract/dispatch.ts'
import { fail, type Result, succeed } from '#contract/result.ts'
import type { CustomerQuestion } from '#contract/views/customer-screen-view.ts'
import type { RunningTill } from '../running-till.ts'

const textSchema = z.string().max(64)

/** What a person can touch as the answer to this question, in the words of `payment.answerPrompt`. */
function answersTo({ kind, options }: CustomerQuestion): readonly string[] {
  if (kind === 'yes-no') return ['Y', 'N']
  return kind === 'message' ? [''] : options.map((_, index) => String(index + 1))
}

/**
 * The customer's touch on what is asked now. It is the only thing that the customer's page can make the till do: another question, or
 * an answer that was not to choose from, is refused here and reaches nobody.
 */
export async function answerQuestion(
  till: Pick<RunningTill, 'dispatch'>,
  question: CustomerQuestion | null,
  { questionId, answer, caller }: { readonly questionId: unknown; readonly answer: unknown; readonly caller: Caller },
): Promise<Result<null>> {
  const chosen = textSchema.safeParse(answer)
  const isAsked = question !== null && questionId === question.id
  if (!isAsked || !chosen.success || !answersTo(question).includes(chosen.data)) {
    return fail('IPC_BAD_REQUEST', { field: 'answer' })
  }
  const request = { promptId: question.id, answer: chosen.data }
  const answered = await till.dispatch('payment.answerPrompt', request, caller)
  return answered.ok ? succeed(null) : answered
}
