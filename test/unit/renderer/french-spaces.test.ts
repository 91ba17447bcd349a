import { expect, test } from 'vitest'
import { frenchSpaces } from '#renderer/words/french-spaces.ts'

test('a sign that French sets apart stays on the line of its word', () => {
  expect(frenchSpaces('Notez son adresse, puis « Ajouter » : prêt ?')).toBe(
    'Notez son adresse, puis «\u00a0Ajouter\u00a0»\u00a0: prêt\u00a0?',
  )
  expect(frenchSpaces('Il reste 12:30 · « {{name}} » ; voir')).toBe(
    'Il reste 12:30 · «\u00a0{{name}}\u00a0»\u00a0; voir',
  )
})
