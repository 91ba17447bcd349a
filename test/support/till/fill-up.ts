import type { TestTill } from './open-test-till.ts'

/** Fills the disk until not even an opening of the drawer fits any more. */
export async function fillUp(desk: TestTill): Promise<void> {
  desk.fillDisk()
  for (let tries = 0; tries < 200; tries++) {
    const failed = await desk.call('drawer.open', {}).then(
      () => false,
      () => true,
    )
    if (failed) return
  }
  throw new Error('the disk never filled up')
}
