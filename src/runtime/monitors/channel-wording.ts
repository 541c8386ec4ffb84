/** A notice in the words of a channel; pure. */
import { messageOf } from '../../lib/errors.ts'
import { parseTemplate } from '../../lib/template.ts'
import type { Notice } from '../../model/notice.ts'
import { noticeValues } from '../../model/notice-values.ts'
import type { ChannelWording } from '../../project/channels/check.ts'

/** An alarm is told in any case: where the words of the channel fail, it says so and has its own. */
export function worded({ title, text, details }: ChannelWording, notice: Notice): Notice {
  const values = noticeValues(notice)
  try {
    const headline = title === undefined ? undefined : parseTemplate(title).fill(values).replace(/\s+/g, ' ').trim()
    const own = {
      ...notice,
      ...(headline && { headline }),
      text: text === undefined ? notice.text : parseTemplate(text).fill(values).trim(),
    }
    return details ? own : withoutDetails(own)
  } catch (error) {
    return { ...notice, text: `${notice.text}\nThe words of the channel are missing: ${messageOf(error)}.` }
  }
}

function withoutDetails({ rows: _rows, series: _series, links: _links, ...notice }: Notice): Notice {
  return { ...notice, facts: [] }
}
