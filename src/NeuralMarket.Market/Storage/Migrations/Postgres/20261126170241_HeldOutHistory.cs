using System;
using Microsoft.EntityFrameworkCore.Migrations;

#nullable disable

namespace NeuralMarket.Market.Storage.Migrations.Postgres
{
    /// <inheritdoc />
    public partial class HeldOutHistory : Migration
    {
        /// <inheritdoc />
        protected override void Up(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.AddColumn<string>(
                name: "License",
                table: "HeldOutImages",
                type: "text",
                nullable: true);

            migrationBuilder.AddColumn<string>(
                name: "Source",
                table: "HeldOutImages",
                type: "text",
                nullable: true);

            migrationBuilder.CreateTable(
                name: "HeldOutLabels",
                columns: table => new
                {
                    SetId = table.Column<Guid>(type: "uuid", nullable: false),
                    Sha256 = table.Column<string>(type: "text", nullable: false),
                    Version = table.Column<int>(type: "integer", nullable: false),
                    Change = table.Column<string>(type: "character varying(32)", maxLength: 32, nullable: false),
                    Tag = table.Column<int>(type: "integer", nullable: false),
                    At = table.Column<DateTimeOffset>(type: "timestamp with time zone", nullable: false),
                    By = table.Column<string>(type: "character varying(128)", maxLength: 128, nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_HeldOutLabels", x => new { x.SetId, x.Sha256, x.Version });
                    table.ForeignKey(
                        name: "FK_HeldOutLabels_HeldOutImages_SetId_Sha256",
                        columns: x => new { x.SetId, x.Sha256 },
                        principalTable: "HeldOutImages",
                        principalColumns: new[] { "SetId", "Sha256" },
                        onDelete: ReferentialAction.Cascade);
                });

            migrationBuilder.CreateTable(
                name: "HeldOutVersions",
                columns: table => new
                {
                    SetId = table.Column<Guid>(type: "uuid", nullable: false),
                    Number = table.Column<int>(type: "integer", nullable: false),
                    Hash = table.Column<string>(type: "character varying(64)", maxLength: 64, nullable: false),
                    ImageCount = table.Column<int>(type: "integer", nullable: false),
                    CategoriesText = table.Column<string>(type: "text", nullable: false),
                    RelationsText = table.Column<string>(type: "text", nullable: false),
                    MadeAt = table.Column<DateTimeOffset>(type: "timestamp with time zone", nullable: false),
                    MadeBy = table.Column<string>(type: "character varying(128)", maxLength: 128, nullable: false),
                    Summary = table.Column<string>(type: "text", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_HeldOutVersions", x => new { x.SetId, x.Number });
                    table.ForeignKey(
                        name: "FK_HeldOutVersions_HeldOutSets_SetId",
                        column: x => x.SetId,
                        principalTable: "HeldOutSets",
                        principalColumn: "Id",
                        onDelete: ReferentialAction.Cascade);
                });
        }

        /// <inheritdoc />
        protected override void Down(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.DropTable(
                name: "HeldOutLabels");

            migrationBuilder.DropTable(
                name: "HeldOutVersions");

            migrationBuilder.DropColumn(
                name: "License",
                table: "HeldOutImages");

            migrationBuilder.DropColumn(
                name: "Source",
                table: "HeldOutImages");
        }
    }
}
