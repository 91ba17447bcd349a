import { describe, expect, it } from 'vitest'
import type { FloorPlan, FloorTable } from '#contract/views/floor-view.ts'
import {
  withCourseMoved,
  withCourseName,
  withFamilyToggled,
  withNewCourse,
  withoutCourse,
} from '#renderer/screens/floor/course-edits.ts'
import { firstPlan } from '#renderer/screens/floor/first-plan.ts'
import {
  newTable,
  placed,
  tableBeside,
  withNewTable,
  withoutTable,
  withTable,
} from '#renderer/screens/floor/plan-edits.ts'
import { sittingTime } from '#renderer/screens/floor/sitting-time.ts'
import { soundPlan } from '#till/floor/floor-plan.ts'

const table = (name: string, column: number, row: number): FloorTable => {
  return { id: name, name, shape: 'square', seats: 2, column, row, width: 3, height: 3 }
}
const plan: FloorPlan = {
  rooms: [{ id: 'room', name: 'Salle', tables: [table('1', 0, 0), table('2', 8, 1)] }],
  courses: [],
}
const tablesOf = ({ rooms }: FloorPlan) => rooms.flatMap(({ tables }) => tables)

describe('a plan', () => {
  it('begins with one room of a few tables that the till takes, and the courses of a meal', () => {
    let ids = 0
    const begun = firstPlan({ room: 'Salle 1', courses: ['Entrées', 'Plats', 'Desserts'] }, () => `id-${ids++}`)
    expect(soundPlan(begun)).toEqual({ ok: true, value: begun })
    expect(begun.rooms.map(({ name }) => name)).toEqual(['Salle 1'])
    expect(tablesOf(begun).map(({ name }) => name)).toEqual(['1', '2', '3', '4', '5', '6'])
    expect(begun.courses.map(({ name }) => name)).toEqual(['Entrées', 'Plats', 'Desserts'])
    expect(new Set(JSON.stringify(begun).match(/id-\d+/g)).size).toBe(ids)
  })

  it('keeps a table that is moved or made larger inside the room', () => {
    expect(placed({ ...table('1', -3, 99) })).toMatchObject({ column: 0, row: 11 })
    expect(placed({ ...table('1', 18, 0), width: 99, height: 1 })).toMatchObject({ column: 0, width: 20, height: 2 })
    expect(tablesOf(withTable(plan, '2', { column: 30 }))[1]).toMatchObject({ column: 17 })
  })

  it('gives a new table the next free number and the first free place', () => {
    const [room] = plan.rooms
    if (room === undefined) throw new Error('no room')
    const added = newTable(plan, room, 'new')
    expect(added).toMatchObject({ id: 'new', name: '3', column: 3, row: 0 })
    const full: FloorPlan = { ...plan, rooms: [{ ...room, tables: [{ ...table('1', 0, 0), width: 20, height: 14 }] }] }
    expect(newTable(full, full.rooms[0] ?? room, 'new')).toBeNull()
    if (added !== null) expect(tablesOf(withNewTable(plan, 'room', added))).toHaveLength(3)
    expect(tablesOf(withoutTable(plan, '1')).map(({ id }) => id)).toEqual(['2'])
  })

  it('leads an arrow to the nearest table on its side, and nowhere where there is none', () => {
    const tables = [table('1', 0, 0), table('2', 6, 0), table('3', 0, 6), table('4', 7, 7)]
    const [one, two] = tables
    if (one === undefined || two === undefined) throw new Error('no tables')
    expect(tableBeside(tables, null, 'right')).toBe(one)
    expect(tableBeside(tables, one, 'right')).toBe(two)
    expect(tableBeside(tables, two, 'down')?.id).toBe('4')
    expect(tableBeside(tables, one, 'left')).toBe(one)
  })

  it('says how long guests have sat in hours and minutes', () => {
    expect(sittingTime('2026-11-22T13:00:00.000Z', Date.parse('2026-11-22T14:24:59.000Z'))).toBe('1:24')
    expect(sittingTime('2026-11-22T13:00:00.000Z', Date.parse('2026-11-22T12:59:59.000Z'))).toBe('0:00')
  })
})

describe('the courses of a meal', () => {
  const meal: FloorPlan = {
    ...plan,
    courses: [
      { id: 'a', name: 'Entrées', families: ['salads'] },
      { id: 'b', name: 'Plats', families: ['grill'] },
    ],
  }
  const ids = ({ courses }: FloorPlan) => courses.map(({ id }) => id).join('')

  it('are added, named, moved and taken away', () => {
    const three = withNewCourse(meal, 'c', 'Desserts')
    expect(ids(three)).toBe('abc')
    expect(ids(withCourseMoved(three, 'c', -1))).toBe('acb')
    expect(ids(withCourseMoved(three, 'a', 1))).toBe('bac')
    expect(withCourseMoved(three, 'a', -1)).toEqual(three)
    expect(withCourseMoved(three, 'c', 1)).toEqual(three)
    expect(withCourseName(three, 'c', 'Fromages').courses[2]?.name).toBe('Fromages')
    expect(ids(withoutCourse(three, 'b'))).toBe('ac')
  })

  it('have a family each at most once: one that is given to another leaves the first', () => {
    const moved = withFamilyToggled(meal, 'b', 'salads')
    expect(moved.courses.map(({ families }) => families)).toEqual([[], ['grill', 'salads']])
    expect(withFamilyToggled(moved, 'b', 'salads').courses[1]?.families).toEqual(['grill'])
  })
})
