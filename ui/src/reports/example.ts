/** A channel that reports can go to. */
export const mailChannel = `channels:
  office:
    type: email
    to: [office@example.org]
    from: Caudal <caudal@example.org>
    server: smtp://mail.example.org:587`
