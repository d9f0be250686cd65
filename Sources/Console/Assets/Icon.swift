extension Asset {
  /// A hull in section: three compartments, the walls between them standing.
  static let icon = Asset(
    path: "/icon.svg", type: "image/svg+xml",
    text: #"""
      <svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 24 24">
        <path d="M2 6h20v5.5c0 4.7-4.3 8-10 8S2 16.2 2 11.5z" fill="#33517c"/>
        <path d="M9 6v13.1M15 6v13.1" stroke="#eef2f7" stroke-width="1.8"/>
      </svg>
      """#)
}
