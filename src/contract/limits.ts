/**
 * Every bound in one place, with its unit in its name. Reaching one is a defined outcome with a code, never a
 * silent cut. Sources: acquirer-host sheet 2.4 (budgets), ABECS 2.1 (line times), PCI for the sign-in delay.
 */
export const LIMITS = {
  /** What is put on a gift card at a time: a bearer's card that is lost is money that is lost. */
  giftCardMaxMinor: 50_000,
  /** Of what a copy outside the till is sealed with: it can be tried without end. */
  passphraseCharactersMin: 10,
  /** Copies of the data: kept at most, listed at most, and how old the newest may be before it is worth a look. */
  backupsKeptMax: 60,
  backupsListed: 60,
  backupOldDays: 7,
  /** For the support: the end of each log, and the newest lines that tell of trouble. */
  supportLogBytesMax: 2_000_000,
  supportErrors: 200,
  /** Lines on one ticket. */
  saleLines: 500,
  /** What is noted of a line, and why a discount is given or goods come back. */
  lineNoteCharacters: 80,
  saleReasonCharacters: 60,
  /** Pieces (or kilograms) on one line. */
  lineQuantity: 9_999,
  /** Quick keys of a family: cells of five columns, so many rows. */
  quickKeyRows: 50,
  quickKeyColumns: 5,
  /** An open price: above that somebody typed a figure too many. */
  openPriceMaxMinor: 1_000_000,
  /** Products that are written at a time: a scan that comes meanwhile waits no longer than for them. */
  catalogueWriteRows: 250,
  /** What a seller takes off a line alone; more is another permission. */
  discountAloneMaxBasisPoints: 2_000,
  /**
   * Files of articles: size, size of a piece that is sent, rows, columns, characters and barcodes of a row, rows shown before a
   * person chooses, problems and changes kept for a report and shown, wait for the next piece.
   */
  importFileBytes: 16_000_000,
  importPieceBytes: 196_608,
  importRows: 200_000,
  importColumns: 60,
  importRowCharacters: 10_000,
  importFirstRows: 5,
  importProblemsKept: 10_000,
  importProblemsShown: 100,
  importChangesShown: 50,
  /** An article: its name, its reference, its barcodes, its price; families of a shop, and their names. */
  articleNameCharacters: 128,
  articleShortNameCharacters: 24,
  articleReferenceCharacters: 40,
  articleBarcodes: 20,
  articlePriceMinor: 9_999_999,
  articleStockMilli: 999_999_999,
  articleStockReasonCharacters: 80,
  families: 200,
  familyNameCharacters: 40,
  /** Ways to pay of the shop's own: nine have a key of their own on the list. */
  tenderMeans: 12,
  meansNameCharacters: 24,
  /** The number of a cheque or a voucher; as wide as the narrowest paper takes whole. */
  meansReferenceCharacters: 24,
  /** Numbers of cheques and vouchers on one report of a day; the others are counted. */
  reportedReferences: 200,
  /** Wrong codes before the delay, which doubles each time that nothing but wrong ones follow. */
  signInAttempts: 3,
  signInBlockMs: 30_000,
  /** No longer than this: whoever tries codes of a manager must not keep the manager out. */
  signInBlockMaxMs: 240_000,
  /** Unknown badges in a row before that delay: they name nobody, and goods that the shop does not know are read as one. */
  badgeAttempts: 10,
  /** The number of a chip card has eight or more. */
  badgeCharactersMin: 8,
  /** How long a given approval waits for its call. */
  approvalMs: 30_000,
  /** Host: connect, answer to a sale, answer to totals. */
  hostConnectTimeoutMs: 5_000,
  hostAnswerTimeoutMs: 30_000,
  hostTotalsTimeoutMs: 60_000,
  /** An idle line is given up when its echo takes longer: a customer may come at any moment. */
  hostEchoTimeoutMs: 5_000,
  hostStallTimeoutMs: 5_000,
  /** A technician tries a bank: its answer, and all of it from the name to the code. */
  bankTryAnswerTimeoutMs: 10_000,
  bankTryTimeoutMs: 20_000,
  /** A host connection unused for longer may be dead without a sign: the next message opens a fresh one. */
  hostIdleConnectionMs: 60_000,
  /** Failures in a row after which a host that has a standby is given up, and how long before it is tried again. */
  hostFailuresMax: 3,
  hostOpenCircuitMs: 60_000,
  /** A host that says by itself that it cannot help is avoided that long, where another one can be asked. */
  hostAvoidMs: 60_000,
  /** One of several hosts that nobody talked to for so long is tried by an echo. */
  hostQuietMs: 120_000,
  hostFrameBytesMax: 4_096,
  /**
   * Prompts of a host within one operation: how many, one's time (asked for, or without a word of the host's), all of
   * them together. They stop the clock of the answer, so these bound how long a customer can stand there.
   */
  hostPrompts: 8,
  hostPromptTimeoutMs: 60_000,
  hostPromptDefaultMs: 30_000,
  hostPromptsTotalMs: 120_000,
  hostPromptTitleCharacters: 64,
  hostPromptOptions: 9,
  hostPromptOptionCharacters: 24,
  hostPromptAnswerCharacters: 32,
  /** Messages to one host that are under way or wait for their turn. */
  hostWaitingMessages: 8,
  /** Pad: acknowledgement, byte gap, answer to a short command, card and PIN waits. */
  padAckTimeoutMs: 2_000,
  padByteTimeoutMs: 2_000,
  padAnswerTimeoutMs: 10_000,
  /** An idle pad waits so long for a function key before it is asked again, and so long after whoever used it. */
  padKeyWaitMs: 240_000,
  padKeyPauseMs: 500,
  padCardTimeoutMs: 60_000,
  padPinTimeoutMs: 60_000,
  padRemoveCardTimeoutMs: 60_000,
  /** A tap asked for once more after the bank's answer changes nothing, so nobody waits long for it. */
  padSecondTapTimeoutMs: 20_000,
  padTries: 3,
  /** How often one purchase asks for a card again (other reader, phone, misread). */
  padCardReads: 6,
  padQuietMs: 500,
  /** A signature that nobody judged by then counts as refused. */
  signatureTimeoutMs: 180_000,
  /** The same card and amount, approved no longer ago than this, is charged again only when the cashier says so in time. */
  repeatChargeWindowMs: 300_000,
  repeatQuestionTimeoutMs: 60_000,
  /** Cash handed out with one sale, whatever bank and shop allow. */
  cashbackMaxMinor: 100_000,
  /** What a cashier may pay back of one ticket without a manager, where the shop does not say otherwise. */
  refundAloneMaxMinor: 10_000,
  cardQuestionTimeoutMs: 90_000,
  cardAnswerCharacters: 20,
  /** Payments that are over and still in memory, for a press that comes twice; the journal has them all. */
  paymentsInHand: 64,
  /** A part that the bank approved and nobody keeps by then is taken back. */
  partQuestionTimeoutMs: 60_000,
  /** How long the cashier may telephone with the bank. */
  referralTimeoutMs: 600_000,
  /** Newest payments searched for the same card and amount, and newest requests for the one of a late answer. */
  recentPayments: 500,
  /** A scenario waits so long for its papers; how often it looks. */
  scenarioPapersTimeoutMs: 20_000,
  scenarioPapersCheckMs: 250,
  /** Tickets of other programs: how often they are looked for, how many at once, how long one may be, when it must be whole. */
  ticketFolderPauseMs: 2_000,
  ticketFolderWholeMs: 10_000,
  ticketFolderFiles: 20,
  ticketFolderBytesMax: 65_536,
  /** Lines to devices in the shop. */
  linkOpenTimeoutMs: 3_000,
  linkWriteTimeoutMs: 5_000,
  /** How long the other side of a connection may take to end it too. */
  linkCloseTimeoutMs: 500,
  /** Serial lines that are stopped by DSR: how much goes at once, how often the wire is looked at. */
  serialPieceBytes: 64,
  serialReadyPollMs: 20,
  /** How long a speed is tried on a serial line whose device keeps silent at its usual one. */
  serialSpeedAnswerMs: 350,
  /**
   * USB: how much goes in one transfer, a request to the control endpoint or the end of a transfer, the pause after an answer
   * without bytes, halts in a row that are taken back, how often a printer that only listens is looked for.
   */
  usbPieceBytes: 4_096,
  usbControlTimeoutMs: 1_000,
  usbEmptyPauseMs: 50,
  usbStallsMax: 3,
  usbWatchMs: 1_000,
  /** Pauses before each repeat of an unacknowledged reversal; the last one repeats for ever. */
  reversalPausesMs: [0, 5_000, 15_000, 30_000, 60_000],
  /** A reversal that bank and till could not read so often in a row is left for a person. */
  reversalMisunderstoodMax: 5,
  /** The sentence with which a manager ends a reversal that the bank refused for good. */
  handCloseCharacters: 160,
  /** Figures of a code that a customer reads out to pay: fewer than any card number has. */
  mobileCodeDigitsMin: 4,
  mobileCodeDigitsMax: 12,
  /** How long a new card payment waits for open reversals to drain. */
  reversalDrainTimeoutMs: 10_000,
  /** How long the day's end waits for the bank to hear of what was sold without it. */
  offlineForwardTimeoutMs: 60_000,
  /** How long one go at uploading a batch may take; what is left goes later. */
  batchUploadTimeoutMs: 300_000,
  /** An acquirer that says nothing else keeps a reservation so long. */
  reservationDays: 7,
  /** Reservations that are over stay in the list that long after they began. */
  reservationListedDays: 3,
  /** Sales without the bank stay in the list that long after they are settled. */
  offlineListedDays: 3,
  /** Printer: connect, status answer, acknowledgement of a whole ticket, pauses between tries. */
  printerConnectTimeoutMs: 3_000,
  printerStatusTimeoutMs: 1_500,
  /** What a paper is given to come out of a printer that does not say when it has. */
  printerEstimateBaseMs: 1_500,
  printerEstimatePerByteMs: 2,
  /** How long a printer that is set up may take to say how it confirms papers. */
  printerConfirmationProbeMs: 800,
  printerTicketTimeoutMs: 20_000,
  /** What a line may take for a paper beyond its speed; a paper that is not handed over by then is held. */
  printerHandOverMarginMs: 8_000,
  /** A hindered printer that answers nothing is asked so seldom in the end. */
  printerSilentLookMaxMs: 60_000,
  /** How long a printer that ended a half ticket must have said nothing more: it owes no answer to an earlier job then. */
  printerQuietMs: 4_000,
  printerRetryPausesMs: [1_000, 2_000, 5_000, 10_000, 30_000],
  /** A printer without paper takes no bytes until someone refills it: how long a held paper waits for that; nothing else does. */
  printerWriteTimeoutMs: 600_000,
  /** How soon a printer that stopped again is told once more to go on after its error. */
  printerRecoverPauseMs: 30_000,
  printerBlockBytes: 512,
  printerReplyBytesMax: 80,
  /** How often a printer that waits for paper, or has nothing to print, is asked how it is. */
  printerHeldCheckMs: 2_000,
  printerIdleCheckMs: 15_000,
  /** How long the till is asked what is not printed yet before the window closes. */
  closeQuestionTimeoutMs: 2_000,
  /** How long closing the till waits for the paper that is being printed. */
  printerStopTimeoutMs: 5_000,
  /** The spooler of Windows, by a helper process: a job with the wait for its end, a list of printers. */
  spoolerJobTimeoutMs: 30_000,
  spoolerListTimeoutMs: 8_000,
  /** A kick of the drawer there: how long it may wait in the queue before it is taken back, and the helper with that. */
  spoolerKickWaitMs: 4_000,
  spoolerKickTimeoutMs: 15_000,
  /** Papers that are not out for certain, and openings of the drawer, that are listed at most; pieces that it is counted by. */
  openPaperRows: 60,
  /** Papers that were sent and not confirmed, listed with them: the newest so many. */
  unconfirmedPaperRows: 10,
  drawerOpeningRows: 500,
  countedPieces: 40,
  /** How long one part of the program may take to end when it is closed; it is passed over then. */
  closeStepTimeoutMs: 15_000,
  /** The same for a payment under way: card, PIN and the bank's answer. */
  closePaymentsTimeoutMs: 180_000,
  /** A drawer must not open by itself long after someone asked. */
  drawerKickAgeMaxMs: 30_000,
  /** Once its bytes left it is out by then, or what the line still has of it is thrown away. */
  drawerKickOutMs: 5_000,
  /** Devices: entries kept of each one's log; how long listing ports may take; how often a pad that is away is looked for. */
  deviceLogEntries: 50,
  devicePortsTimeoutMs: 5_000,
  padReconnectPauseMs: 5_000,
  /** Display: messages that wait for its line (the newest wins), a write, a look for one that is away, the same rows again. */
  displayWaitingMessages: 1,
  displayWriteTimeoutMs: 2_000,
  displayReconnectPauseMs: 5_000,
  displayRefreshMs: 30_000,
  /** How many vouchers of the shop are listed. */
  vouchersListed: 200,
  /** Scale: answer to a question, the pause between two (its protocol wants 200 ms), a look at one that nobody asks or that is away. */
  scaleAnswerTimeoutMs: 1_000,
  scaleQuestionPauseMs: 200,
  scaleLookPauseMs: 10_000,
  scaleReconnectPauseMs: 5_000,
  /**
   * What the customer reads: how long thanks stand there, lines of the ticket that a window has room for, the sign of life that its
   * page gets, the silence after which it shows nothing of the till any more, and how long a picture tries a screen.
   */
  customerThanksMs: 60_000,
  customerScreenLines: 12,
  customerScreenBeatMs: 5_000,
  customerScreenSilenceMs: 16_000,
  /** A language that a customer touched while nothing was sold: after that the window is the shop's again. */
  customerLanguageIdleMs: 60_000,
  customerScreenTestMs: 10_000,
  /** The pause before a till that did not answer is asked again what the customer should see. */
  customerScreenAskPauseMs: 500,
  /** Pump: answer to a command, tries of one, a look for one that is away, a look at one that sells, length of a line, nozzles. */
  pumpAnswerTimeoutMs: 2_000,
  pumpTries: 3,
  pumpReconnectPauseMs: 5_000,
  pumpLookPauseMs: 1_000,
  pumpLineBytesMax: 1_024,
  pumpNozzles: 8,
  /** Pumps of one till. */
  pumps: 8,
  /**
   * Standalone terminal (standalone-terminals sheet 2b): connect, answer to who is there, answer to an order with a customer in
   * between, silence that ends an answer, how long a late answer is still heard, and for how long of that a question or another
   * order waits for it.
   */
  terminalConnectTimeoutMs: 5_000,
  terminalProbeTimeoutMs: 10_000,
  terminalAnswerTimeoutMs: 180_000,
  terminalDrainMs: 250,
  terminalLateMs: 600_000,
  terminalLateWordMs: 30_000,
  /** ZVT (PA00P016): answer to a command (T3); an order as a whole, however often the terminal says that it goes on. */
  terminalCommandTimeoutMs: 5_000,
  terminalOrderMaxMs: 900_000,
  /**
   * How long the engine waits for a terminal's driver, which ends by itself before that: an order, a question about one, a day end, a
   * ticket once more.
   */
  terminalOrderWaitMs: 910_000,
  terminalRecallWaitMs: 720_000,
  terminalDayEndWaitMs: 910_000,
  terminalReprintWaitMs: 240_000,
  /** A terminal that did not answer is looked for so often; one that answers is left alone until it is used. */
  terminalReconnectPauseMs: 15_000,
  /**
   * What speaks at a port that somebody named: all of it together; an answer to the protocol that was meant, to each of the others
   * at most, and on an encrypted line at least; a device that takes one caller at a time notices meanwhile that the last one left.
   */
  portLookTimeoutMs: 3_000,
  portFirstAnswerMs: 1_000,
  portOtherAnswerMs: 300,
  portEncryptedLeastMs: 360,
  portPauseMs: 40,
  /** ZVT on a serial line (PA00P016): silence in a frame (T1), word on a frame (T2), how often one is sent again. */
  zvtByteGapMs: 200,
  zvtAckTimeoutMs: 5_000,
  zvtRepeats: 2,
  /** Concert (standalone-terminals sheet 2c): silence in a block, word on a block, how often one is sent again. */
  concertByteGapMs: 3_000,
  concertAckTimeoutMs: 1_000,
  concertRepeats: 2,
  /**
   * nexo (standalone-terminals sheet 2d): answer to an order; pause between two questions about it, how many of them in one look, and
   * how many must find no such order; how long afterwards a terminal is sure to remember one; an answer's body and its head.
   */
  nexoAnswerTimeoutMs: 150_000,
  nexoAskPauseMs: 5_000,
  nexoAsks: 36,
  nexoUnseenAsks: 3,
  nexoRemembersMs: 900_000,
  nexoBodyBytesMax: 131_072,
  nexoHeadBytesMax: 8_192,
  /** How far the clock of a terminal may be from the till's when its records are told apart by their time. */
  terminalClockDriftMs: 600_000,
  /** Trying out: who is there, a text, a card, a sale with its reversal, tables, a slip; how long a busy printer is waited for. */
  deviceProbeTimeoutMs: 20_000,
  deviceTestTextMs: 6_000,
  deviceTestCardTimeoutMs: 60_000,
  deviceTestSaleTimeoutMs: 180_000,
  deviceTablesTimeoutMs: 120_000,
  deviceTestSlipTimeoutMs: 30_000,
  deviceWaitMs: 5_000,
  /** Calls that may wait for the one before; a person never gets near it. */
  tillCallsWaiting: 64,
  /** Erased card blocks, sealed as they were, are gone from the log of the database so long after their erasure. */
  logCutDelayMs: 500,
  /** Newest fiscal records checked while the till opens. */
  fiscalRecordsCheckedAtStart: 1_000,
  /** Statements of the bank: length of a file, card lines kept in all, newest batches set beside them, lines told of in a look. */
  statementCharsMax: 1_300_000,
  statementLines: 10_000,
  settlementCardLines: 2_000,
  settlementBatches: 400,
  statementOthersShown: 100,
  /** Days a credit may come before or after the close of its batch; how far apart a person may still pair them. */
  settlementDays: 3,
  settlementCandidateDays: 30,
  settlementCandidates: 6,
  /** Rows returned by one search or one page of history. */
  searchRows: 50,
  historyRows: 100,
  /** Closed days of one page. */
  closingRows: 30,
  /** Customers of one word whose tickets are looked for with it. */
  historyCustomers: 50,
  /** Tickets and movements shown in a customer's file. */
  customerSaleRows: 30,
  /** Unpaid invoices of one customer that are listed, the oldest first: those are paid first. */
  customerOpenInvoices: 100,
  /** Days after which an invoice of what was put on an account is due (Code de commerce L441-10). */
  invoiceDueDays: 30,
  auditRows: 50,
  /** Payments written to an export before other work may pass. */
  exportPageRows: 250,
  /** Events kept for a screen that lost some; older gaps cost a new snapshot. */
  eventBacklog: 256,
  /** An engine in a process of its own: its start, the answer to a call, calls on their way. */
  engineStartTimeoutMs: 30_000,
  engineAnswerTimeoutMs: 300_000,
  engineCallsInFlight: 64,
  /** Above this a log is put aside when the till opens; one old log is kept. */
  logFileBytesMax: 10_000_000,
  /** Log lines that wait for room on the disk. */
  logWaitingBytesMax: 1_000_000,
  /** The shop's tables: rooms, tables in one, courses of a meal, letters of their names, guests at one table. */
  rooms: 8,
  roomTables: 60,
  courses: 6,
  courseFamilies: 32,
  roomNameCharacters: 20,
  tableNameCharacters: 8,
  tableCovers: 99,
  /** Parts of a split bill. */
  splitParts: 20,
  /** Actions that are on other keys than usual. The card of keys: places where they mean something, keys of one, characters of what one does. */
  actionKeys: 150,
  keyCardGroups: 60,
  keyCardLines: 40,
  keyCardCharacters: 80,
  /** How often a page that died is loaded again. */
  screenRestarts: 5,
} as const
