import { z } from 'zod'

/** Families of printers by the numbers their code pages have; `epson` fits most. */
export const PRINTER_PROFILE_NAMES = [
  'epson',
  'epson-tm-t88iii',
  'epson-tm-m30iii',
  'pos-5890',
  'star',
  'wincor-th230',
  'yhd-8390',
  'western',
  'ascii',
] as const
export const printerProfileSchema = z.enum(PRINTER_PROFILE_NAMES)
export type PrinterProfile = z.infer<typeof printerProfileSchema>

/**
 * How the drawer at a printer is opened. queued: in its turn, so not without paper. without-paper: at once where paper
 * or cover hinder the turn. at-once: always so (DLE DC4), past all that is being printed. Not every printer knows it.
 */
export const drawerWaySchema = z.enum(['queued', 'without-paper', 'at-once'])

/**
 * How certain a printer's word is that a paper is out, best first. response: it names the paper itself. barrier: it answers
 * what was asked after the paper. status: it says that nothing hinders it, once the paper should be out. spooler: the
 * system it hangs on has done with the paper. none: the paper was sent, and that is all.
 */
export const confirmationSchema = z.enum(['response', 'barrier', 'status', 'spooler', 'none'])
export type Confirmation = z.infer<typeof confirmationSchema>

export const PRINTER_FAMILIES_MAX = 100

/** What a person sets of a printer. */
export const printerSettingsSchema = z.strictObject({
  profile: printerProfileSchema,
  drawer: z.strictObject({ way: drawerWaySchema, pin: z.union([z.literal(2), z.literal(5)]) }),
  /** It is the printer of a kitchen or a bar: goods of these families are ordered on it. */
  families: z.array(z.string().min(1).max(64)).max(PRINTER_FAMILIES_MAX),
  /** The printer that takes a paper which this one cannot begin; null: papers wait. */
  standInId: z.string().min(1).max(64).nullable(),
  /** As it was found when the printer was set up; left out where nothing was. */
  confirmation: confirmationSchema.optional(),
})
export type PrinterSettings = z.infer<typeof printerSettingsSchema>

export const DEFAULT_PRINTER_SETTINGS: PrinterSettings = {
  profile: 'epson',
  drawer: { way: 'without-paper', pin: 2 },
  families: [],
  standInId: null,
}
