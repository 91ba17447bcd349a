import { useEffect, useState } from 'react'
import { ask } from '../../state/call.ts'

interface Cashier {
  readonly id: string
  readonly name: string
}

/** Who may have sold; read once a visit. */
export function useCashiers(): readonly Cashier[] {
  const [cashiers, setCashiers] = useState<readonly Cashier[]>([])
  useEffect(() => {
    void ask('history.choices', {}).then((choices) => {
      if (choices.ok) setCashiers(choices.value.cashiers)
    })
  }, [])
  return cashiers
}
