import { expect, test } from 'vitest'
import { ERRORS, type ErrorCode, errorSentence } from '#contract/errors/catalogue.ts'
import { frenchSpaces } from '#contract/french-spaces.ts'

test('a sign that French sets apart stays on the line of its word', () => {
  expect(frenchSpaces('Notez son adresse, puis « Ajouter » : prêt ?')).toBe(
    'Notez son adresse, puis «\u00a0Ajouter\u00a0»\u00a0: prêt\u00a0?',
  )
  expect(frenchSpaces('Il reste 12:30 · « {{name}} » ; voir')).toBe(
    'Il reste 12:30 · «\u00a0{{name}}\u00a0»\u00a0; voir',
  )
})

test('sentences of errors are set apart alike, and what is filled into them stays as it is', () => {
  const codes = Object.keys(ERRORS) as ErrorCode[]
  expect(codes.filter((code) => / [?!:;»]|« /.test(errorSentence({ code }, 'fr')))).toEqual([])
  expect(errorSentence({ code: 'FLOOR_TABLE_IN_USE', details: { table: 'A : B' } }, 'fr')).toContain('A : B')
})
