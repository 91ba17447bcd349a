import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { Icon } from '../../components/Icon.tsx'
import { Key } from '../../components/Key.tsx'
import { call, inOrder } from '../../state/call.ts'
import { useSlice } from '../../state/till-store.ts'
import { TextField } from '../first-run/TextField.tsx'

const PATH_CHARACTERS_MAX = 400

/** Where PDF copies of papers go: a folder of this machine, a stick for example. */
export function PdfFolder({ closed }: { readonly closed: string | null }) {
  const { t } = useTranslation()
  const { pdfFolder } = useSlice('till').workstation
  const [typed, setTyped] = useState(pdfFolder ?? '')
  const wanted = typed.trim() === '' ? null : typed.trim()
  const why = closed ?? (wanted === pdfFolder ? t('meansEdit.unchanged') : null)
  return (
    <div>
      <TextField
        label={t('workstation.pdfFolder')}
        value={typed}
        lengthMax={PATH_CHARACTERS_MAX}
        onType={(text) => closed === null && setTyped(text)}
        hint={t('workstation.pdfFolderHint')}
        testId="pdf-folder"
      />
      <Key look="button" closed={why} onPress={() => inOrder(() => call('workstation.change', { pdfFolder: wanted }))}>
        <Icon name="download" />
        {t('workstation.pdfFolderSave')}
      </Key>
    </div>
  )
}
