import { performance } from 'node:perf_hooks'
import { openTestTill, type TestTill } from '#test/support/till/open-test-till.ts'
import type { BenchCase } from '../bench-case.ts'
import { ring } from '../bench-till.ts'

const TICKETS = 5_000
const LINES = 3

/** A day with five thousand tickets, sold once and read as often as is measured. */
let filled: Promise<TestTill> | null = null

async function longDay(): Promise<TestTill> {
  const desk = await openTestTill()
  await desk.call('session.signIn', { userId: 'ines', pin: '1111' })
  // What is only prepared need not wait for the disk.
  desk.corrupt('PRAGMA synchronous = OFF')
  for (let ticket = 1; ticket <= TICKETS; ticket += 1) {
    await ring(desk, LINES)
    await desk.call('tender.cash', { givenMinor: 2_000 })
  }
  if (desk.till.slice('day').ticketCount !== TICKETS) throw new Error('not every ticket was sold')
  desk.corrupt('PRAGMA synchronous = FULL; PRAGMA wal_checkpoint(TRUNCATE)')
  await desk.call('session.signIn', { userId: 'claire', pin: '3333' })
  return desk
}

/** From the key to the report on disk, in the printer's queue. */
async function measure(): Promise<readonly number[]> {
  filled ??= longDay()
  const desk = await filled
  const before = performance.now()
  const read = await desk.call('day.readX', {})
  const ms = performance.now() - before
  if (!read.ok) throw new Error(read.error.code)
  return [ms]
}

const close = async (): Promise<void> => {
  const desk = await filled
  desk?.close()
  filled = null
}

export const benchCase: BenchCase = { name: 'till.xReport5000', unit: 'ms', aim: 200, measure, close }
