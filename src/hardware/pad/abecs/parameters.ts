/**
 * Names and numbers of ABECS (pin-pad sheet 2.2-2.5), spelled as the specification spells them.
 * SPE_: parameters the till sends. PP_: parameters the pad answers. Values are two bytes, big-endian.
 */

export const SPE = {
  IDLIST: 0x0001,
  MTHDPIN: 0x0002,
  MTHDDAT: 0x0003,
  TAGLIST: 0x0004,
  EMVDATA: 0x0005,
  CEXOPT: 0x0006,
  TRACKS: 0x0007,
  OPNDIG: 0x0008,
  KEYIDX: 0x0009,
  WKENC: 0x000a,
  MSGIDX: 0x000b,
  TIMEOUT: 0x000c,
  MINDIG: 0x000d,
  MAXDIG: 0x000e,
  DATAIN: 0x000f,
  ACQREF: 0x0010,
  APPTYPE: 0x0011,
  AIDLIST: 0x0012,
  AMOUNT: 0x0013,
  CASHBACK: 0x0014,
  TRNDATE: 0x0015,
  TRNTIME: 0x0016,
  GCXOPT: 0x0017,
  GOXOPT: 0x0018,
  FCXOPT: 0x0019,
  TRMPAR: 0x001a,
  DSPMSG: 0x001b,
  ARC: 0x001c,
  IVCBC: 0x001d,
  MFNAME: 0x001e,
  MFINFO: 0x001f,
  MNUOPT: 0x0020,
  TRNTYPE: 0x0021,
  TRNCURR: 0x0022,
  PANMASK: 0x0023,
  PBKMOD: 0x0024,
  PBKEXP: 0x0025,
  GCDOPT: 0x0026,
} as const

export const PP = {
  SERNUM: 0x8001,
  PARTNBR: 0x8002,
  MODEL: 0x8003,
  MNNAME: 0x8004,
  CAPAB: 0x8005,
  SOVER: 0x8006,
  SPECVER: 0x8007,
  MANVERS: 0x8008,
  APPVERS: 0x8009,
  GENVERS: 0x800a,
  CTLSCAPAB: 0x800b,
  KRNLVER: 0x8010,
  CTLSVER: 0x8011,
  MCTLSVER: 0x8012,
  VCTLSVER: 0x8013,
  AECTLSVER: 0x8014,
  DPCTLSVER: 0x8015,
  PUREVER: 0x8016,
  DSPTXTSZ: 0x8020,
  DSPGRSZ: 0x8021,
  MFSUP: 0x8022,
  MKTDESP: 0x8032,
  MKTDESD: 0x8033,
  DKPTTDESP: 0x8035,
  DKPTTDESD: 0x8036,
  EVENT: 0x8040,
  TRK1INC: 0x8041,
  TRK2INC: 0x8042,
  TRK3INC: 0x8043,
  TRACK1: 0x8044,
  TRACK2: 0x8045,
  TRACK3: 0x8046,
  TRK1KSN: 0x8047,
  TRK2KSN: 0x8048,
  TRK3KSN: 0x8049,
  ENCPAN: 0x804a,
  ENCPANKSN: 0x804b,
  KSN: 0x804c,
  VALUE: 0x804d,
  DATAOUT: 0x804e,
  CARDTYPE: 0x804f,
  ICCSTAT: 0x8050,
  AIDTABINFO: 0x8051,
  PAN: 0x8052,
  PANSEQNO: 0x8053,
  EMVDATA: 0x8054,
  CHNAME: 0x8055,
  GOXRES: 0x8056,
  PINBLK: 0x8057,
  FCXRES: 0x8058,
  ISRESULTS: 0x8059,
  BIGRAND: 0x805a,
  LABEL: 0x805b,
  ISSCNTRY: 0x805c,
  CARDEXP: 0x805d,
  MFNAME: 0x805e,
  DEVTYPE: 0x8060,
  TLRMEM: 0x8062,
  ENCKRAND: 0x8063,
  BATTINFO: 0x8064,
  COMMINFO: 0x8065,
} as const

/** Key serial number of PIN slot nn is KSN_PIN_SLOT + nn; of data slot nn KSN_DATA_SLOT + nn; table version TABLE_VERSION + nn. */
export const KSN_PIN_SLOT = 0x9100
export const KSN_DATA_SLOT = 0x9200
export const TABLE_VERSION = 0x9300

/** RSP_STAT by the specification's names. */
export const STATUS = {
  OK: '000',
  NOSEC: '003',
  F1: '004',
  F2: '005',
  F3: '006',
  F4: '007',
  CLEAR: '008',
  ERRPKTSEC: '009',
  INVCALL: '010',
  INVPARM: '011',
  TIMEOUT: '012',
  CANCEL: '013',
  MANDAT: '019',
  TABVERDIF: '020',
  TABERR: '021',
  INTERR: '040',
  MCDATAERR: '041',
  ERRKEY: '042',
  NOCARD: '043',
  PINBUSY: '044',
  RSPOVRFL: '045',
  ERRCRYPT: '046',
  SECURITY: '047',
  NOSAM: '051',
  DUMBCARD: '060',
  ERRCARD: '061',
  CARDINVALIDAT: '067',
  CARDPROBLEMS: '068',
  CARDINVDATA: '069',
  CARDAPPNAV: '070',
  CARDAPPNAUT: '071',
  ERRFALLBACK: '076',
  INVAMOUNT: '077',
  ERRMAXAID: '078',
  CARDBLOCKED: '079',
  CTLSMULTIPLE: '080',
  CTLSCOMMERR: '081',
  CTLSINVALIDAT: '082',
  CTLSPROBLEMS: '083',
  CTLSAPPNAV: '084',
  CTLSAPPNAUT: '085',
  CTLSEXTCVM: '086',
  CTLSIFCHG: '087',
  MFNFOUND: '100',
  MFERRFMT: '101',
  MFERR: '102',
} as const
export type StatusName = keyof typeof STATUS

/** PP_CARDTYPE. */
export const CARD_TYPE = { stripe: '00', chip: '03', contactlessStripe: '05', contactlessChip: '06' } as const

/** SPE_MTHDPIN and SPE_MTHDDAT of the keys this product uses: DUKPT with triple DES. */
export const PIN_METHOD_DUKPT = '3'
export const DATA_METHOD_DUKPT_ECB = '50'
export const DATA_METHOD_DUKPT_CBC = '51'
/** First six and last four figures stay, the rest is starred by the pad. */
export const PAN_MASK = '0604'

/** Commands that end when a person or a card ends them; only the till's own patience bounds them. */
export const BLOCKING_COMMANDS: ReadonlySet<string> = new Set(
  'CEX CHP CKE GCD GKY GPN MNU RMC GCR GOC FNC GCX GOX FCX'.split(' '),
)

/** Commands whose blocks are lists of parameters; all others have fixed fields. */
export const PARAMETER_COMMANDS: ReadonlySet<string> = new Set(
  'GIX CLX CEX EBX GCD GTK MNU MLI MLR MLE LMF DMF DSI GCX GED GOX FCX'.split(' '),
)
