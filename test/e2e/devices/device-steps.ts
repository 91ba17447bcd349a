import type { Counter } from '#test/support/e2e/counter.ts'
import { PEOPLE, type Person } from '#test/support/e2e/counter-suite.ts'
import { deviceHands } from '#test/support/e2e/device-hands.ts'

/** Another person takes over. */
export async function changeTo({ hands, eyes }: Counter, { name, code }: Person): Promise<void> {
  await hands.lock()
  await hands.signIn(name, code)
  await eyes.seesNoMore('Qui tient la caisse')
}

/** The technician takes over and stands before the devices. */
export async function technicianAtDevices(till: Counter): Promise<void> {
  await changeTo(till, PEOPLE.technician)
  await deviceHands(till).goToDevices()
}
