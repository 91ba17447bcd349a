/** The promises of the engine by their numbers in the house plan; `unexpected` is a bug that none of them names. */
export type PromiseName =
  | '1 net charge'
  | '1 net hold'
  | '2 paid only when on disk'
  | '3 unknown is a state'
  | '4 sent once'
  | '5 after a kill'
  | '6 nothing in clear'
  | '7 totals'
  | '8 fiscal chain'
  | 'unexpected'

export interface Breach {
  readonly promise: PromiseName
  readonly text: string
}
